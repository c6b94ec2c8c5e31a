package dev.lonekey.ingest.snapshot;

import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.report.ReportRow;
import dev.lonekey.ingest.report.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Looks at root, and at the users that seem to matter: a report counts keys without naming them, so these are listed. */
final class ReportSnapshot {

    private final SnapshotRun run;
    private final ReportReading reports;
    private final Hints hints;

    ReportSnapshot(SnapshotRun run, ReportReading reports, Hints hints) {
        this.run = run;
        this.reports = reports;
        this.hints = hints;
    }

    CompletableFuture<Snapshot> take() {
        return run.root()
                .thenCompose(written -> reports.read())
                .thenCompose(this::lookCloser)
                .thenApply(written -> run.snapshot());
    }

    /** The report is written also when AWS lets nobody be listed: it is all that is known of them then. */
    private CompletableFuture<Void> lookCloser(CredentialReport report) {
        return run.list(run.asOf(), wanted(report))
                .thenApply(unknown -> Optional.<AwsFailure>empty())
                .exceptionally(failure -> {
                    if (Futures.cause(failure) instanceof AwsFailure unlisted) {
                        return Optional.of(unlisted);
                    }
                    throw new CompletionException(Futures.cause(failure));
                })
                .thenCompose(unlisted -> write(report)
                        .thenAccept(written -> unlisted.ifPresent(failure -> {
                            throw failure;
                        })));
    }

    private CompletableFuture<Void> write(CredentialReport report) {
        var isNew = !hints.lastGeneratedAt().equals(Optional.of(report.generatedAt()));
        return run.report(report, isNew ? report.principals(user -> !run.isListed(user)) : List.of());
    }

    private List<User> wanted(CredentialReport report) {
        Map<String, User> wanted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Stream.of(hints.suspects(), hints.named())
                .flatMap(names -> names.stream())
                .filter(Texts::isUserName)
                .forEach(name -> wanted.put(name, SnapshotTaker.named(name)));
        report.withSeveralKeys().forEach(row -> wanted.put(row.user(), of(row)));
        report.rows().forEach(row -> wanted.computeIfPresent(row.user(), (name, user) -> of(row)));
        return List.copyOf(wanted.values());
    }

    private static User of(ReportRow row) {
        return new User(row.user(), Optional.empty(), Optional.of(row.arn().text()), List.of());
    }
}
