package dev.lonekey.ingest.snapshot;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Where a look at the credential report is to look closer.
 *
 * @param lastGeneratedAt of the report that was read the last time: it is not written twice
 * @param suspects users that had more than one active key when they were last listed
 * @param named users that events named since
 */
public record Hints(Optional<Instant> lastGeneratedAt, Set<String> suspects, Set<String> named) {

    public static final Hints NONE = new Hints(Optional.empty(), Set.of(), Set.of());

    public Hints {
        suspects = Set.copyOf(suspects);
        named = Set.copyOf(named);
    }
}
