/** Reads the files that CloudTrail trails keep in S3. It holds no Kafka code. */
package dev.lonekey.ingest.trail;
