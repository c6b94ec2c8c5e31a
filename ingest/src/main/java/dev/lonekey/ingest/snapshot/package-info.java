/** Asks IAM who has which keys, and yields the answers as parts of snapshots. */
package dev.lonekey.ingest.snapshot;
