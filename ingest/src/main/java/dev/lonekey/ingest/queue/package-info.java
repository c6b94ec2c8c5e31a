/** Reads the queue to which EventBridge sends CloudTrail records. */
package dev.lonekey.ingest.queue;
