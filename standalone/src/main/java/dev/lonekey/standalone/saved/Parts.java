package dev.lonekey.standalone.saved;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.Principal;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.standalone.saved.Saved.Summary;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Numbers the parts of one snapshot, and keeps each to a size that topics take. */
final class Parts {

    /** What the contract allows; a report says less of a user than a listing does. */
    private static final int USERS_PER_PART = 200;

    /** IAM shows a change only after a while. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final List<SnapshotPart> parts = new ArrayList<>();
    private final String account;
    private final String snapshotId;
    private final Instant asOf;
    private final Instant until;
    private int users;

    /** @param now the time of whatever tells none of its own */
    Parts(String account, Instant now) {
        this.account = account;
        this.snapshotId = "saved-" + now;
        this.until = now.truncatedTo(ChronoUnit.SECONDS);
        this.asOf = until.minus(MARGIN);
    }

    void users(List<User> listed) {
        users = listed.size();
        slices(listed)
                .forEach(slice -> parts.add(new SnapshotPart.Users(snapshotId, next(), account, asOf, until, slice)));
    }

    void root(Summary summary) {
        parts.add(new SnapshotPart.Root(
                snapshotId,
                next(),
                account,
                asOf,
                until,
                summary.accessKeysPresent(),
                summary.signingCertificatesPresent()));
    }

    /** Leaves the margin to whoever reads the part, as the contract says. */
    void report(Instant generatedAt, List<Principal> principals) {
        slices(principals)
                .forEach(slice -> parts.add(new SnapshotPart.Report(
                        snapshotId, next(), account, generatedAt.truncatedTo(ChronoUnit.SECONDS), slice)));
    }

    void completed() {
        parts.add(new SnapshotPart.Completed(snapshotId, parts.size(), account, asOf, until, users));
    }

    List<SnapshotPart> all() {
        return List.copyOf(parts);
    }

    private int next() {
        return parts.size() + 1;
    }

    private static <T> Stream<List<T>> slices(List<T> whole) {
        return IntStream.iterate(0, start -> start < whole.size(), start -> start + USERS_PER_PART)
                .mapToObj(start -> whole.subList(start, Math.min(whole.size(), start + USERS_PER_PART)));
    }
}
