package dev.lonekey.ingest.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A snapshot that is written.
 *
 * @param id that its parts bear
 * @param until when the last call was answered, or a little later
 * @param users how many users it shows with their keys
 * @param usersWithSeveralKeys names of those with more than one active key
 * @param reportGeneratedAt of the credential report that was read
 * @param remarks what it did without, in a few words each, as {@code AccessDenied: iam:GenerateCredentialReport}; safe to show
 */
public record Snapshot(
        String id,
        String account,
        Depth depth,
        Instant asOf,
        Instant until,
        int users,
        Set<String> usersWithSeveralKeys,
        Optional<Instant> reportGeneratedAt,
        List<String> remarks) {

    public Snapshot {
        usersWithSeveralKeys = Set.copyOf(usersWithSeveralKeys);
        remarks = List.copyOf(remarks);
    }
}
