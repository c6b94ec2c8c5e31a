package dev.lonekey.ingest.checkpoint;

import java.util.Map;

/** Reads from the topic of checkpoints. */
@FunctionalInterface
public interface CheckpointReader {

    /** The newest value of each key in a partition. Blocks, and throws if they cannot be read. */
    Map<String, byte[]> read(int partition);
}
