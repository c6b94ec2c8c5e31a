package dev.lonekey.ingest.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How far the files of an account's trail were read.
 *
 * @param through up to the files of when all was listed, but for those that appear late
 * @param seen files of the day before that: by the time in their names, what follows it
 * @param failed files that could not be read and are tried again
 */
public record ArchiveCheckpoint(Instant through, Map<String, List<String>> seen, List<Failed> failed) {

    /**
     * A file that could not be read.
     *
     * @param key the whole name of the object
     * @param bytes its size
     * @param attempts how often it was tried
     * @param next when it is tried again
     */
    public record Failed(String key, long bytes, int attempts, Instant next) {}

    public ArchiveCheckpoint {
        seen = seen == null ? Map.of() : Map.copyOf(seen);
        failed = failed == null ? List.of() : List.copyOf(failed);
    }
}
