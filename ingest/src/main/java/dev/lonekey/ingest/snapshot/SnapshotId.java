package dev.lonekey.ingest.snapshot;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * What a snapshot is called.
 *
 * @param text unique, for people to recognise
 */
record SnapshotId(String text, Depth depth, String account, Instant asOf) {

    private static final int MAX_CHARACTERS = 128;
    private static final int RANDOM_CHARACTERS = 8;

    static SnapshotId of(Depth depth, String account, Instant asOf) {
        var name = "%s-%s-%s".formatted(depth.name().toLowerCase(Locale.ROOT), account, asOf);
        var random = UUID.randomUUID().toString().substring(0, RANDOM_CHARACTERS);
        var shown = name.substring(0, Math.min(name.length(), MAX_CHARACTERS - 1 - RANDOM_CHARACTERS));
        return new SnapshotId(shown + "-" + random, depth, account, asOf);
    }
}
