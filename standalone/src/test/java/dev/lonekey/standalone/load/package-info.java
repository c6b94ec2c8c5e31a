/** Lonekey under much more than it will ever get, and for longer than a test takes. */
package dev.lonekey.standalone.load;
