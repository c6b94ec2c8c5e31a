package dev.lonekey.ingest.source;

import java.util.concurrent.CompletableFuture;

/** Takes what a source read, and says when it is safe: only then may the source forget it. */
@FunctionalInterface
public interface BatchWriter {

    /**
     * Writes the batch; may wait for room, until the thread is interrupted. What is returned completes when every record
     * and every dead letter is safe, and fails when one is refused for good.
     */
    CompletableFuture<Void> write(Batch batch);
}
