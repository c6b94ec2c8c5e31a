package dev.lonekey.ingest.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far an account's snapshots have come.
 *
 * @param fullAt when the last one began that listed every user, and was completed
 * @param reportAt when the last one by report began, and was finished
 * @param reportGeneratedAt how old the newest credential report is that was published
 * @param usersWithSeveralKeys who was listed with more than one active key
 */
public record IamCheckpoint(
        Optional<Instant> fullAt,
        Optional<Instant> reportAt,
        Optional<Instant> reportGeneratedAt,
        List<String> usersWithSeveralKeys) {

    /** Nothing was done yet. */
    public static final IamCheckpoint START =
            new IamCheckpoint(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public IamCheckpoint {
        usersWithSeveralKeys = usersWithSeveralKeys == null ? List.of() : List.copyOf(usersWithSeveralKeys);
    }
}
