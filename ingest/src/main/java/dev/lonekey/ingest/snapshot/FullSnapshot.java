package dev.lonekey.ingest.snapshot;

import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.AwsProblem.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists every user of an account. Users that are renamed or deleted meanwhile are unknown under the name they were listed by;
 * then the users are listed again, and whoever was not shown yet is. The credential report is made meanwhile.
 */
final class FullSnapshot {

    private static final Logger LOG = LoggerFactory.getLogger(FullSnapshot.class);
    private static final int MOST_RELISTINGS = 3;

    private final SnapshotRun run;
    private final ReportReading reports;
    private final Waits waits;
    private final Set<String> shown = new HashSet<>();

    FullSnapshot(SnapshotRun run, ReportReading reports, Waits waits) {
        this.run = run;
        this.reports = reports;
        this.waits = waits;
    }

    CompletableFuture<Snapshot> take() {
        var report = reports.read();
        return run.root()
                .thenCompose(written -> list(0))
                .thenCompose(allListed -> add(report).thenCompose(added -> run.completed(allListed)))
                .thenApply(written -> run.snapshot());
    }

    /** Lists users until all that there are were shown; yields the time after that. */
    private CompletableFuture<Instant> list(int relistings) {
        return run.iam().users().thenCompose(users -> {
            var unshown = unshown(users);
            return run.list(run.id().asOf(), unshown).thenCompose(unknown -> {
                unshown.forEach(user -> shown.add(identity(user)));
                unknown.forEach(user -> shown.remove(identity(user)));
                if (unknown.isEmpty()) {
                    return CompletableFuture.completedFuture(run.now());
                }
                return relistings < MOST_RELISTINGS ? listAgain(relistings + 1) : tooRestless();
            });
        });
    }

    private CompletableFuture<Instant> listAgain(int relistings) {
        Duration wait = waits.relist().multipliedBy(relistings);
        return run.iam().after(wait).thenCompose(passed -> list(relistings));
    }

    /** Each once, though a rename may show one on two pages. */
    private List<User> unshown(List<User> users) {
        var unshown = new LinkedHashMap<String, User>();
        users.stream()
                .filter(user -> !shown.contains(identity(user)))
                .forEach(user -> unshown.put(identity(user), user));
        return List.copyOf(unshown.values());
    }

    private static String identity(User user) {
        return user.id().orElse(user.name());
    }

    private CompletableFuture<Instant> tooRestless() {
        var problem = new AwsProblem(
                Kind.OTHER,
                "users changed all the while",
                "account %s: users are listed whose keys cannot be, since IAM does not know them; it is tried again"
                        .formatted(run.id().account()));
        return CompletableFuture.failedFuture(new AwsFailure(problem));
    }

    /** All users are listed and root is told of, so it can do without. */
    private CompletableFuture<Void> add(CompletableFuture<CredentialReport> reading) {
        return reading.thenCompose(report -> run.report(report, report.principals(user -> false)))
                .exceptionallyCompose(failure -> {
                    if (Futures.cause(failure) instanceof AwsFailure known) {
                        LOG.info("The snapshot does without a credential report. {}", known.getMessage());
                        run.doneWithout(known.problem());
                        return CompletableFuture.completedFuture(null);
                    }
                    return CompletableFuture.failedFuture(failure);
                });
    }
}
