/** Whole processes: how long they take, and what memory. */
package dev.lonekey.benchmarks.process;
