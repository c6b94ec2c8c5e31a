/** What is known of an account, wherever it came from, and how far it reaches. */
package dev.lonekey.standalone.evidence;
