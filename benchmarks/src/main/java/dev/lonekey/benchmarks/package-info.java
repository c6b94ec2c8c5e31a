/** The command line of the measurements. */
package dev.lonekey.benchmarks;
