/** Reads the queue to which EventBridge sends CloudTrail records. It holds no Kafka code. */
package dev.lonekey.ingest.queue;
