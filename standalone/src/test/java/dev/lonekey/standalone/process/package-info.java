/** Services as processes of their own. */
package dev.lonekey.standalone.process;
