package dev.lonekey.ingest.snapshot;

import dev.lonekey.contract.snapshot.SnapshotPart.Failed;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.Lane;
import dev.lonekey.ingest.report.Texts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Asks IAM who has which keys. No thread is held by a snapshot that waits.
 *
 * <p>What is returned fails with {@link AwsFailure} if AWS did not tell, with
 * {@link java.util.concurrent.CancellationException} if the lane was closed, and with whatever the sink failed with. A
 * snapshot ends when what is returned is cancelled.
 */
public final class SnapshotTaker {

    /** How long IAM may take to show a change: a listing speaks of the time before its first call by so much. */
    public static final Duration MARGIN = Moments.USUAL_MARGIN;

    /** A reason says little; whoever reads parts takes no more of a text. */
    private static final int MAX_CHARACTERS = 256;

    private final PartSink sink;
    private final Moments moments;
    private final Waits waits;

    public SnapshotTaker(PartSink sink, Clock clock) {
        this(sink, new Moments(clock, Moments.USUAL_MARGIN), Waits.USUAL);
    }

    SnapshotTaker(PartSink sink, Moments moments, Waits waits) {
        this.sink = sink;
        this.moments = moments;
        this.waits = waits;
    }

    /** Root and every user; if it fails, its last part says why. A credential report is not indispensable. */
    public CompletableFuture<Snapshot> full(Lane lane) {
        return take(Depth.FULL, lane, run -> new FullSnapshot(run, reports(run), waits).take());
    }

    /** Root, and the users that matter as the credential report and the hints tell; if it fails, its last part says why. */
    public CompletableFuture<Snapshot> report(Lane lane, Hints hints) {
        return take(Depth.REPORT, lane, run -> new ReportSnapshot(run, reports(run), hints).take());
    }

    /** Just these users. Who is not there is not shown, and nothing is written if nobody is. */
    public CompletableFuture<Snapshot> users(Lane lane, Set<String> names) {
        var users = names.stream()
                .filter(Texts::isUserName)
                .map(SnapshotTaker::named)
                .toList();
        return take(Depth.USERS, lane, run -> run.list(run.id().asOf(), users).thenApply(unknown -> run.snapshot()));
    }

    /** What the account summary tells of root. */
    public CompletableFuture<Snapshot> root(Lane lane) {
        return take(Depth.ROOT, lane, run -> run.root().thenApply(written -> run.snapshot()));
    }

    static User named(String name) {
        return new User(name, Optional.empty(), Optional.empty(), List.of());
    }

    private ReportReading reports(SnapshotRun run) {
        return new ReportReading(run.iam(), run.id().account(), waits);
    }

    private CompletableFuture<Snapshot> take(
            Depth depth, Lane lane, Function<SnapshotRun, CompletableFuture<Snapshot>> taking) {
        var id = SnapshotId.of(depth, lane.account(), moments.asOf());
        var run = new SnapshotRun(id, lane, sink, moments);
        var result = new CompletableFuture<Snapshot>();
        endWith(result, run);
        var unused = taking.apply(run).whenComplete((snapshot, failure) -> {
            if (failure == null) {
                result.complete(snapshot);
            } else {
                run.iam().stop();
                fail(result, id, Futures.cause(failure));
            }
        });
        return result;
    }

    private static void endWith(CompletableFuture<Snapshot> result, SnapshotRun run) {
        var unused = result.whenComplete((snapshot, failure) -> run.iam().stop());
    }

    private void fail(CompletableFuture<Snapshot> result, SnapshotId id, Throwable cause) {
        var isTold = id.depth() == Depth.FULL || id.depth() == Depth.REPORT;
        var told = isTold && cause instanceof AwsFailure failure
                ? write(new Failed(
                        id.text(),
                        id.account(),
                        id.asOf(),
                        cut(failure.problem().reason())))
                : CompletableFuture.<Void>completedFuture(null);
        var unused = told.whenComplete((written, unwritten) -> result.completeExceptionally(cause));
    }

    /** The same whether the sink throws or fails later. */
    private CompletableFuture<Void> write(Failed part) {
        return CompletableFuture.<Void>completedFuture(null).thenCompose(ready -> sink.write(part));
    }

    private static String cut(String reason) {
        return reason.substring(0, Math.min(reason.length(), MAX_CHARACTERS));
    }
}
