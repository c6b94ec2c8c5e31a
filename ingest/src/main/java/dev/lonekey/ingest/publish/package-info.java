/** Writes batches to Kafka, and says when they are safe. */
package dev.lonekey.ingest.publish;
