package dev.lonekey.ingest.checkpoint;

import java.util.concurrent.CompletableFuture;

/** Writes to the topic of checkpoints. */
@FunctionalInterface
public interface CheckpointWriter {

    /** Writes, and completes when that is safe. */
    CompletableFuture<Void> write(int partition, String key, byte[] value);
}
