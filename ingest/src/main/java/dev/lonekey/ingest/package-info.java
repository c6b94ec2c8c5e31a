/** Brings CloudTrail records to Kafka: sources that read, and the publisher that writes. */
package dev.lonekey.ingest;
