package dev.lonekey.ingest.poll;

import dev.lonekey.ingest.aws.Lane;
import dev.lonekey.ingest.checkpoint.CheckpointKey;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.checkpoint.IamCheckpoint;
import dev.lonekey.ingest.snapshot.Depth;
import dev.lonekey.ingest.snapshot.Hints;
import dev.lonekey.ingest.snapshot.Snapshot;
import dev.lonekey.ingest.snapshot.SnapshotTaker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** One account, while it is this instance's to ask. Used by one thread only. */
final class PolledAccount {

    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 10;

    /** With more users than these to look at, all of them are listed instead. */
    private static final int MOST_LOOKS = 500;

    private final String id;
    private final Lane lane;
    private final SnapshotTaker taker;
    private final Checkpoints checkpoints;
    private final Schedule fulls;
    private final Schedule reports;
    private final List<AccountSource> sources;
    private final Looks looks = new Looks();
    private final NamedUsers named = new NamedUsers();
    /** What is done when all users are listed, by the time that this must lie behind. */
    private final NavigableMap<Instant, List<Runnable>> crowd = new TreeMap<>();

    private IamCheckpoint checkpoint;
    private Instant nextFull;
    private Instant nextReport;
    private int failures;
    private boolean snapshotting;
    private boolean looking;

    PolledAccount(
            Lane lane,
            SnapshotTaker taker,
            Checkpoints checkpoints,
            Schedule fulls,
            Schedule reports,
            IamCheckpoint checkpoint,
            List<AccountSource> sources,
            Instant now) {
        this.id = lane.account();
        this.lane = lane;
        this.taker = taker;
        this.checkpoints = checkpoints;
        this.fulls = fulls;
        this.reports = reports;
        this.checkpoint = checkpoint;
        this.sources = List.copyOf(sources);
        this.nextFull = fulls.next(checkpoint.fullAt(), now);
        this.nextReport = reports.next(newest(checkpoint), now);
    }

    private static Optional<Instant> newest(IamCheckpoint checkpoint) {
        return Stream.of(checkpoint.fullAt(), checkpoint.reportAt())
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    String id() {
        return id;
    }

    IamCheckpoint checkpoint() {
        return checkpoint;
    }

    Optional<Instant> fullAt() {
        return checkpoint.fullAt();
    }

    /** Where its records are read. */
    List<AccountSource> sources() {
        return sources;
    }

    /** Whether a snapshot is being taken, and gets on. One that AWS keeps waiting stands in nobody's way. */
    boolean isBusy() {
        return snapshotting && !lane.isPaused();
    }

    boolean isSnapshotDue(Instant now) {
        return !snapshotting && !snapshotDue().isAfter(now);
    }

    Instant snapshotDue() {
        return nextFull.isBefore(nextReport) ? nextFull : nextReport;
    }

    /** Takes the snapshot that is due; the deeper of two. */
    CompletableFuture<Snapshot> snapshot(Instant now) {
        snapshotting = true;
        var asked = named.ask();
        if (!nextFull.isAfter(now)) {
            return taker.full(lane);
        }
        var hints = new Hints(checkpoint.reportGeneratedAt(), new HashSet<>(checkpoint.usersWithSeveralKeys()), asked);
        return taker.report(lane, hints);
    }

    /** Notes when a snapshot began that is taken now, and completes when that is safe. */
    CompletableFuture<Void> taken(Snapshot snapshot, Instant began, Instant now) {
        snapshotting = false;
        failures = 0;
        named.listed();
        var isFull = snapshot.depth() == Depth.FULL;
        checkpoint = new IamCheckpoint(
                isFull ? Optional.of(began) : checkpoint.fullAt(),
                isFull ? checkpoint.reportAt() : Optional.of(began),
                snapshot.reportGeneratedAt().or(checkpoint::reportGeneratedAt),
                List.copyOf(snapshot.usersWithSeveralKeys()));
        nextFull = fulls.next(checkpoint.fullAt(), now);
        nextReport = reports.next(newest(checkpoint), now);
        if (isFull) {
            var told = crowd.headMap(began, true);
            told.values().forEach(done -> done.forEach(Runnable::run));
            told.clear();
        }
        listCrowd();
        return checkpoints.write(new CheckpointKey(CheckpointKey.Source.IAM, id), checkpoint);
    }

    /** Tries again later, and later each time. */
    void notTaken(Instant now) {
        snapshotting = false;
        var delay = FIRST_RETRY.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        var again = now.plus(delay.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : delay);
        nextFull = nextFull.isAfter(again) ? nextFull : again;
        nextReport = nextReport.isAfter(again) ? nextReport : again;
    }

    /** Notes that somebody is to be looked at. */
    void look(Concern concern, Instant due, Runnable done) {
        concern.user().ifPresent(named::add);
        looks.add(concern, due, done);
        if (looks.size() > MOST_LOOKS) {
            looks.takeAll().forEach((time, events) -> crowd.merge(time, events, PolledAccount::both));
            listCrowd();
        }
    }

    private static List<Runnable> both(List<Runnable> one, List<Runnable> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Has all users listed when that tells of every event so far. */
    private void listCrowd() {
        if (!crowd.isEmpty() && crowd.lastKey().isBefore(nextFull)) {
            nextFull = crowd.lastKey();
        }
    }

    /** Whom it is time to look at; nobody while that is being done about others. */
    Looks.Due dueLooks(Instant now) {
        return looking ? Looks.Due.NOTHING : looks.take(now);
    }

    CompletableFuture<?> look(Looks.Due due) {
        looking = true;
        CompletableFuture<?> users =
                due.users().isEmpty() ? CompletableFuture.completedFuture(null) : taker.users(lane, due.users());
        return due.root() ? CompletableFuture.allOf(users, taker.root(lane)) : users;
    }

    void looked() {
        looking = false;
    }

    /** The users were not looked at: a snapshot soon makes up for that, unless one is to be tried again already. */
    void notLooked(Instant now) {
        var soon = now.plus(FIRST_RETRY);
        if (failures == 0 && nextReport.isAfter(soon)) {
            nextReport = soon;
        }
    }

    /** It is not asked any more. What is under way ends with a {@link CancellationException}. */
    void stop() {
        lane.close();
        sources.forEach(AccountSource::stop);
    }

    /** Nobody will be looked at any more. */
    void release() {
        looks.takeAll().values().forEach(done -> done.forEach(Runnable::run));
        crowd.values().forEach(done -> done.forEach(Runnable::run));
        crowd.clear();
    }

    static boolean isCancelled(Throwable failure) {
        return failure instanceof CancellationException
                || (failure instanceof CompletionException && failure.getCause() instanceof CancellationException);
    }
}
