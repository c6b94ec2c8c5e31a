package dev.lonekey.ingest.poll;

import dev.lonekey.ingest.snapshot.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes round all accounts, and begins with each what is due. Used by one thread. */
final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    /** So many snapshots are taken at once, not counting those that AWS keeps waiting. */
    private static final int MOST_SNAPSHOTS = 64;

    private final Roster roster;
    private final Trouble trouble;
    private final PollMeters meters;
    private final Clock clock;
    private final Executor own;
    private final Readings readings;
    private volatile String summary = "asks no accounts yet";
    private volatile Optional<String> problem = Optional.empty();

    /** @param own the thread that uses this */
    Rounds(Roster roster, Trouble trouble, PollMeters meters, Clock clock, Executor own) {
        this.roster = roster;
        this.trouble = trouble;
        this.meters = meters;
        this.clock = clock;
        this.own = own;
        this.readings = new Readings(roster, meters, clock, own);
    }

    /** One round. */
    void go() {
        var now = clock.instant();
        var accounts = roster.accounts();
        var busy = accounts.stream().filter(PolledAccount::isBusy).count();
        var begun = accounts.stream()
                .filter(account -> account.isSnapshotDue(now))
                .sorted(Comparator.comparing(PolledAccount::snapshotDue))
                .limit(Math.max(0, MOST_SNAPSHOTS - busy))
                .toList();
        begun.forEach(account -> snapshot(account, now));
        accounts.forEach(account -> look(account, now));
        readings.go(now);
        measure(now, busy + begun.size());
    }

    private void snapshot(PolledAccount account, Instant began) {
        var unused = CompletableFuture.completedFuture(account)
                .thenCompose(due -> due.snapshot(began)) // so that whatever is thrown at once fails it, too
                .whenCompleteAsync(
                        (snapshot, failure) -> {
                            var now = clock.instant();
                            if (!roster.has(account)) {
                                return; // whoever asks the account now does so anew
                            }
                            if (failure == null) {
                                trouble.mended(account.id());
                                meters.taken(snapshot, Duration.between(began, now));
                                taken(account, snapshot, began, now);
                            } else if (!PolledAccount.isCancelled(failure)) {
                                trouble.failed(account.id(), failure, now);
                                meters.notTaken();
                                account.notTaken(now);
                            }
                        },
                        own);
    }

    private static void taken(PolledAccount account, Snapshot snapshot, Instant began, Instant now) {
        var unused = account.taken(snapshot, began, now).exceptionally(failure -> {
            LOG.warn(
                    "a checkpoint of account {} was not written; after a restart it is asked again sooner",
                    account.id());
            return null;
        });
    }

    private void look(PolledAccount account, Instant now) {
        var due = account.dueLooks(now);
        if (due.isNothing()) {
            return;
        }
        var unused = CompletableFuture.completedFuture(due)
                .thenCompose(account::look)
                .whenCompleteAsync(
                        (looked, failure) -> {
                            account.looked();
                            if (failure == null) {
                                meters.looked();
                            } else if (roster.has(account) && !PolledAccount.isCancelled(failure)) {
                                var failedAt = clock.instant();
                                trouble.failed(account.id(), failure, failedAt);
                                account.notLooked(failedAt);
                            }
                            // Of an account that is another's now this tells nobody: the other hears the events again.
                            due.finished();
                        },
                        own);
    }

    private void measure(Instant now, long busy) {
        var accounts = roster.accounts();
        var never =
                accounts.stream().filter(account -> account.fullAt().isEmpty()).count();
        var oldest =
                accounts.stream().flatMap(account -> account.fullAt().stream()).min(Instant::compareTo);
        meters.watched(
                accounts.size(),
                never,
                busy,
                oldest.map(at -> Duration.between(at, now)).orElse(Duration.ZERO));
        trouble.tellCommon(now, accounts.size());
        problem = trouble.ofAll(accounts.size());
        meters.failing(trouble.count());
        var failing =
                trouble.count().values().stream().mapToLong(Long::longValue).sum();
        summary = "asks %d accounts, of which %d cannot be asked".formatted(accounts.size(), failing);
    }

    /** How one kind of source gets on. May be asked by any thread. */
    SourceStatus status(SourceKind kind) {
        return readings.status(kind);
    }

    /** Why no account at all can be asked, if so and that is not their own fault; in one line. May be asked by any thread. */
    Optional<String> problem() {
        return problem;
    }

    /** How it gets on, in one line. May be asked by any thread. */
    String summary() {
        return summary;
    }
}
