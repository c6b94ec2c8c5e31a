/** Text for people at a terminal: harmless, aligned, coloured where that is wanted. */
package dev.lonekey.standalone.terminal;
