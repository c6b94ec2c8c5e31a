/** An account's entries, and how a record changes them: the whole of the core behind one call. */
package dev.lonekey.detector.account;
