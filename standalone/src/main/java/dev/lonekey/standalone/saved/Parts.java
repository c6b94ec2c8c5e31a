package dev.lonekey.standalone.saved;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.Principal;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.ingest.snapshot.SnapshotParts;
import dev.lonekey.standalone.saved.Saved.Summary;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The parts of one snapshot, collected. */
final class Parts {

    /** IAM shows a change only after a while. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final List<SnapshotPart> parts = new ArrayList<>();
    private final SnapshotParts numbered;
    private final Instant asOf;
    private final Instant until;
    private int users;

    /** @param now the time of whatever tells none of its own */
    Parts(String account, Instant now) {
        this.numbered = new SnapshotParts("saved-" + now, account);
        this.until = now.truncatedTo(ChronoUnit.SECONDS);
        this.asOf = until.minus(MARGIN);
    }

    void users(List<User> listed) {
        users = listed.size();
        SnapshotParts.slices(listed).forEach(slice -> parts.add(numbered.users(asOf, until, slice)));
    }

    void root(Summary summary) {
        parts.add(numbered.root(asOf, until, summary.accessKeysPresent(), summary.signingCertificatesPresent()));
    }

    void report(Instant generatedAt, List<Principal> principals) {
        SnapshotParts.slices(principals).forEach(slice -> parts.add(numbered.report(generatedAt, slice)));
    }

    void completed() {
        parts.add(numbered.completed(asOf, until, users));
    }

    List<SnapshotPart> all() {
        return List.copyOf(parts);
    }
}
