/** Key histories: the facts about users linked by names and keys, and what follows from them second by second. */
package dev.lonekey.detector.history;
