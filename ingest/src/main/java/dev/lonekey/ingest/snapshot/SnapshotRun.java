package dev.lonekey.ingest.snapshot;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.Principal;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A snapshot on its way: asks, and writes each part when the one before it is safe. */
final class SnapshotRun {

    private static final String KEYS = "AccountAccessKeysPresent";
    private static final String CERTIFICATES = "AccountSigningCertificatesPresent";

    private final SnapshotId id;
    private final PartSink sink;
    private final Moments moments;
    private final AccountIam iam;
    private final SnapshotParts parts;
    private final KeyListing keys;
    private final Set<String> remarks = ConcurrentHashMap.newKeySet();
    /** Whether those that are listed have several active keys, by name, which has no case in IAM. */
    private final Map<String, Boolean> listed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private int users;
    private Instant until;
    private Optional<Instant> reportGeneratedAt = Optional.empty();

    SnapshotRun(SnapshotId id, Lane lane, PartSink sink, Moments moments) {
        this.id = id;
        this.sink = sink;
        this.moments = moments;
        this.iam = new AccountIam(lane);
        this.parts = new SnapshotParts(id.text(), id.account());
        this.keys = new KeyListing(iam, this::doneWithout);
        this.until = id.asOf();
    }

    SnapshotId id() {
        return id;
    }

    AccountIam iam() {
        return iam;
    }

    /** Notes what the snapshot does without. */
    void doneWithout(AwsProblem problem) {
        remarks.add(problem.reason());
    }

    boolean isListed(String user) {
        return listed.containsKey(user);
    }

    /** Asks for the summary and writes what it tells of root. */
    CompletableFuture<Void> root() {
        return iam.summary()
                .thenCompose(numbers -> write(
                        parts.root(id.asOf(), now(), isPresent(numbers, KEYS), isPresent(numbers, CERTIFICATES))));
    }

    private static Optional<Boolean> isPresent(Map<String, Integer> numbers, String name) {
        return Optional.ofNullable(numbers.get(name)).map(number -> number > 0);
    }

    /** Lists the keys of users and writes them, part by part; yields the users whose names IAM does not know. */
    CompletableFuture<List<User>> list(Instant asOf, List<User> wanted) {
        var unknown = new ArrayList<User>();
        var written = CompletableFuture.<Void>completedFuture(null);
        for (var slice : SnapshotParts.slices(wanted)) {
            written = written.thenCompose(before -> listSlice(asOf, slice, unknown));
        }
        return written.thenApply(all -> unknown);
    }

    private CompletableFuture<Void> listSlice(Instant asOf, List<User> slice, List<User> unknown) {
        return Futures.all(slice.stream().map(keys::of).toList()).thenCompose(found -> {
            var answered = now();
            for (var place = 0; place < slice.size(); place++) {
                if (found.get(place).isEmpty()) {
                    unknown.add(slice.get(place));
                }
            }
            var shown = found.stream().flatMap(Optional::stream).toList();
            shown.forEach(user -> listed.merge(user.name(), KeyListing.hasSeveralActive(user), Boolean::logicalOr));
            users += shown.size();
            return shown.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : write(parts.users(asOf, answered, shown));
        });
    }

    /** Writes rows of a report, if there are any. */
    CompletableFuture<Void> report(CredentialReport report, List<Principal> principals) {
        reportGeneratedAt = Optional.of(report.generatedAt());
        var written = CompletableFuture.<Void>completedFuture(null);
        for (var slice : SnapshotParts.slices(principals)) {
            written = written.thenCompose(before -> write(parts.report(report.generatedAt(), slice)));
        }
        return written;
    }

    /** Writes that every user is listed. */
    CompletableFuture<Void> completed(Instant allListed) {
        return write(parts.completed(id.asOf(), allListed, users));
    }

    /** The time after the last call so far. */
    Instant now() {
        until = moments.until();
        return until;
    }

    Instant asOf() {
        return moments.asOf();
    }

    private CompletableFuture<Void> write(SnapshotPart part) {
        return sink.write(part);
    }

    Snapshot snapshot() {
        return new Snapshot(
                id.text(),
                id.account(),
                id.depth(),
                id.asOf(),
                until,
                users,
                listed.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()),
                reportGeneratedAt,
                List.copyOf(remarks));
    }
}
