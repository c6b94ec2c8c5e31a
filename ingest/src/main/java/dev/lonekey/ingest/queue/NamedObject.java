package dev.lonekey.ingest.queue;

/** An object in S3 that a message says was put there. */
record NamedObject(String bucket, String key) {}
