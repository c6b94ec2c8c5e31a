/** {@code lonekey run}: everything in one process, for good. */
package dev.lonekey.standalone.run;
