package dev.lonekey.ingest.snapshot;

import dev.lonekey.contract.snapshot.SnapshotPart;
import java.util.concurrent.CompletableFuture;

/** Takes the parts of snapshots, in the order in which they are to be read. */
@FunctionalInterface
public interface PartSink {

    /** Writes the part; what is returned completes when it is safe. */
    CompletableFuture<Void> write(SnapshotPart part);
}
