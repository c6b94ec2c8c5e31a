package dev.lonekey.ingest.snapshot;

import dev.lonekey.contract.snapshot.SnapshotPart.Completed;
import dev.lonekey.contract.snapshot.SnapshotPart.Principal;
import dev.lonekey.contract.snapshot.SnapshotPart.Report;
import dev.lonekey.contract.snapshot.SnapshotPart.Root;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.contract.snapshot.SnapshotPart.Users;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Numbers the parts of one snapshot, in the order in which they are made. */
public final class SnapshotParts {

    /** What the contract allows; a report says less of a user than a listing does. */
    private static final int USERS_PER_PART = 200;

    private final String snapshotId;
    private final String account;
    private int numbered;

    public SnapshotParts(String snapshotId, String account) {
        this.snapshotId = snapshotId;
        this.account = account;
    }

    /** Cuts what is said of many users into as much as one part takes. */
    public static <T> List<List<T>> slices(List<T> whole) {
        return IntStream.iterate(0, start -> start < whole.size(), start -> start + USERS_PER_PART)
                .mapToObj(start -> whole.subList(start, Math.min(whole.size(), start + USERS_PER_PART)))
                .toList();
    }

    public Users users(Instant asOf, Instant until, List<User> users) {
        return new Users(snapshotId, next(), account, asOf, until, users);
    }

    public Root root(
            Instant asOf,
            Instant until,
            Optional<Boolean> accessKeysPresent,
            Optional<Boolean> signingCertificatesPresent) {
        return new Root(snapshotId, next(), account, asOf, until, accessKeysPresent, signingCertificatesPresent);
    }

    /** Leaves the margin to whoever reads the part, as the contract says. */
    public Report report(Instant generatedAt, List<Principal> principals) {
        return new Report(snapshotId, next(), account, generatedAt.truncatedTo(ChronoUnit.SECONDS), principals);
    }

    public Completed completed(Instant asOf, Instant until, int users) {
        return new Completed(snapshotId, numbered, account, asOf, until, users);
    }

    private int next() {
        numbered++;
        return numbered;
    }
}
