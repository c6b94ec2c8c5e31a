/** Snapshots of an account, against a stand-in of AWS. */
package dev.lonekey.benchmarks.snapshot;
