/** The detector on one broker: against a copy, against an aggregate. */
package dev.lonekey.benchmarks.detector;
