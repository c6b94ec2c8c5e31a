/** What stops a service or command and is no fault of the program. */
package dev.lonekey.runtime.failure;
