/** {@code lonekey demo}: a short story through the whole path. */
package dev.lonekey.standalone.demo;
