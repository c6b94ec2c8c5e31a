/** The {@code lonekey} command line: everything in one process, on an embedded broker. */
package dev.lonekey.standalone;
