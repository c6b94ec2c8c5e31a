package dev.lonekey.ingest.poll;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.account.AccountDirectory;
import dev.lonekey.ingest.account.MemberAccount;
import dev.lonekey.ingest.aws.Lanes;
import dev.lonekey.ingest.checkpoint.CheckpointKey;
import dev.lonekey.ingest.checkpoint.CheckpointKey.Source;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.checkpoint.Checkpoints.Loaded;
import dev.lonekey.ingest.checkpoint.IamCheckpoint;
import dev.lonekey.ingest.checkpoint.MembershipCheckpoint;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.config.SnapshotSettings;
import dev.lonekey.ingest.share.Owner;
import dev.lonekey.ingest.snapshot.PartSink;
import dev.lonekey.ingest.snapshot.Snapshot;
import dev.lonekey.ingest.snapshot.SnapshotTaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that every account of this instance is asked in time. All is decided by one thread, which never waits: the lanes
 * ask AWS, and another thread reads checkpoints.
 */
public final class Polling implements Owner, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Polling.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofMillis(250);

    /** So many snapshots are taken at once, not counting those that AWS keeps waiting. */
    private static final int MOST_SNAPSHOTS = 64;

    private static final int MOST_EARLY = 10_000;

    /** An event this old tells of the past, which no listing does. */
    private static final Duration TOO_OLD = Duration.ofDays(1);

    private final SnapshotSettings settings;
    private final boolean isOrganization;
    private final AccountDirectory directory;
    private final Lanes lanes;
    private final SnapshotTaker taker;
    private final Checkpoints checkpoints;
    private final Membership membership;
    private final Clock clock;
    private final PollMeters meters;
    private final Trouble trouble = new Trouble();

    /** What comes after the end is ignored: those who tell of lists and events may still be about to stop. */
    private final ScheduledExecutorService own =
            new ScheduledThreadPoolExecutor(1, named("lonekey-polling"), new ThreadPoolExecutor.DiscardPolicy());

    private final ExecutorService reader = Executors.newSingleThreadExecutor(named("lonekey-checkpoints"));
    private final Territory territory;
    private final Map<String, PolledAccount> polled = new HashMap<>();
    /** Where to go on with accounts that were asked and may be again; what is in {@link #territory} is older. */
    private final Map<String, IamCheckpoint> left = new HashMap<>();
    /** Events that came before it was known which accounts are asked. */
    private final List<Runnable> early = new ArrayList<>();

    private boolean isListed;
    private volatile String summary = "asks no accounts yet";
    private volatile Optional<String> problem = Optional.empty();

    /**
     * Owns nothing yet.
     *
     * @param parts takes what the organization says of accounts; must not wait
     */
    public Polling(
            Topics topics,
            IngestSettings settings,
            AccountDirectory directory,
            Lanes lanes,
            SnapshotTaker taker,
            Checkpoints checkpoints,
            PartSink parts,
            Clock clock,
            MeterRegistry registry) {
        this.settings = settings.snapshots();
        this.isOrganization = settings.accounts().isOrganization();
        this.directory = directory;
        this.lanes = lanes;
        this.taker = taker;
        this.checkpoints = checkpoints;
        this.membership = new Membership(checkpoints, parts, own);
        this.clock = clock;
        this.meters = new PollMeters(registry);
        this.territory = new Territory(topics, checkpoints, reader, own);
    }

    private static ThreadFactory named(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Begins to ask. */
    public void start() {
        var unused = own.scheduleWithFixedDelay(guarded(this::tick), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Begins what is due now, and completes when all of it is begun. */
    CompletableFuture<Void> tickNow() {
        return CompletableFuture.runAsync(this::tick, own);
    }

    /** The list of accounts was read again. */
    public void accountsListed() {
        own.execute(guarded(this::reconcile));
    }

    @Override
    public void gained(Set<Integer> partitions) {
        own.execute(guarded(() -> territory.gain(partitions, this::ready)));
    }

    @Override
    public void lost(Set<Integer> partitions) {
        own.execute(guarded(() -> {
            territory.lose(partitions);
            membership.forget(membership.known().stream()
                    .filter(account -> !territory.holds(account))
                    .collect(Collectors.toSet()));
            left.keySet().removeIf(account -> !territory.holds(account));
            reconcile();
        }));
    }

    private void ready(Loaded partition) {
        membership.load(partition.all(Source.ORGANIZATION, MembershipCheckpoint.class));
        reconcile();
    }

    /** Asks those accounts that are in the list and this instance's, and no others. */
    private void reconcile() {
        var now = clock.instant();
        var active = directory.active().stream()
                .map(MemberAccount::id)
                .filter(account -> territory.of(account).isPresent())
                .collect(Collectors.toSet());
        List.copyOf(polled.keySet()).stream()
                .filter(account -> !active.contains(account))
                .forEach(this::stop);
        for (var account : active) {
            polled.computeIfAbsent(account, id -> begin(id, now));
        }
        isListed |= !directory.all().isEmpty();
        hearAgain();
        if (isOrganization) {
            directory.known(membership.members());
            directory.all().stream()
                    .filter(account -> territory.of(account.id()).isPresent())
                    .forEach(account -> membership.shows(account, now));
            directory.missingFromTwoLists().stream()
                    .filter(account -> territory.of(account).isPresent())
                    .forEach(account -> membership.isGone(account, now));
        }
    }

    private PolledAccount begin(String account, Instant now) {
        var checkpoint = Optional.ofNullable(left.remove(account))
                .or(() -> territory
                        .of(account)
                        .flatMap(loaded -> loaded.get(new CheckpointKey(Source.IAM, account), IamCheckpoint.class)))
                .orElse(IamCheckpoint.START);
        return new PolledAccount(
                lanes.open(account),
                taker,
                checkpoints,
                Schedule.of(settings.fullEveryOrUsual(), account),
                Schedule.of(settings.reportEveryOrUsual(), account),
                checkpoint,
                now);
    }

    private void stop(String account) {
        var stopped = polled.remove(account);
        stopped.stop();
        stopped.release();
        trouble.forget(account);
        if (territory.holds(account)) {
            left.put(account, stopped.checkpoint());
        }
    }

    /** Whether it is still the account that is asked, and not one that was given up or has begun anew since. */
    private boolean isAsked(PolledAccount account) {
        return polled.get(account.id()) == account;
    }

    @Override
    public void heard(byte[] record, Runnable done) {
        own.execute(guarded(() -> hear(record, done)));
    }

    private void hear(byte[] json, Runnable done) {
        try {
            var record = CloudTrailRecord.parse(json);
            var concern = Concern.of(record);
            var now = clock.instant();
            if (concern.isEmpty() || record.time().isBefore(now.minus(TOO_OLD)) || !territory.holds(record.account())) {
                done.run();
            } else if (!isListed || territory.of(record.account()).isEmpty()) {
                if (early.size() < MOST_EARLY) {
                    early.add(() -> hear(json, done));
                } else {
                    done.run(); // the next snapshot has to tell
                }
            } else {
                var due = earliest(record.time(), now);
                Optional.ofNullable(polled.get(record.account()))
                        .ifPresentOrElse(account -> account.look(concern.get(), due, done), done);
            }
        } catch (RejectedException unreadable) {
            done.run(); // the detector says so
        } catch (RuntimeException fault) {
            LOG.error("an event could not be looked at: unexpected {}", fault.toString(), fault);
            done.run(); // otherwise the group's offset would never get past it
        }
    }

    private void hearAgain() {
        var heard = List.copyOf(early);
        early.clear();
        heard.forEach(Runnable::run);
    }

    /** When IAM shows what happened at a time, so that a listing's answer lies behind it; soon, whatever clocks say. */
    private Instant earliest(Instant happened, Instant now) {
        var behind = SnapshotTaker.MARGIN.plusSeconds(1);
        var shown = happened.plus(behind);
        var latest = now.plus(behind);
        return shown.isAfter(latest) ? latest : shown;
    }

    private void tick() {
        var now = clock.instant();
        var busy = polled.values().stream().filter(PolledAccount::isBusy).count();
        var begun = polled.values().stream()
                .filter(account -> account.isSnapshotDue(now))
                .sorted(Comparator.comparing(PolledAccount::snapshotDue))
                .limit(Math.max(0, MOST_SNAPSHOTS - busy))
                .toList();
        begun.forEach(account -> snapshot(account, now));
        polled.values().forEach(account -> look(account, now));
        measure(now, busy + begun.size());
    }

    private void snapshot(PolledAccount account, Instant began) {
        var unused = account.snapshot(began)
                .whenCompleteAsync(
                        (snapshot, failure) -> {
                            var now = clock.instant();
                            if (!isAsked(account)) {
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
        var unused = account.look(due)
                .whenCompleteAsync(
                        (looked, failure) -> {
                            account.looked();
                            if (failure == null) {
                                meters.looked();
                            } else if (isAsked(account) && !PolledAccount.isCancelled(failure)) {
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
        var never = polled.values().stream()
                .filter(account -> account.fullAt().isEmpty())
                .count();
        var oldest = polled.values().stream()
                .flatMap(account -> account.fullAt().stream())
                .min(Instant::compareTo);
        meters.watched(
                polled.size(),
                never,
                busy,
                oldest.map(at -> Duration.between(at, now)).orElse(Duration.ZERO));
        trouble.tellCommon(now, polled.size());
        problem = trouble.ofAll(polled.size());
        meters.failing(trouble.count());
        var failing =
                trouble.count().values().stream().mapToLong(Long::longValue).sum();
        summary = "asks %d accounts, of which %d cannot be asked".formatted(polled.size(), failing);
    }

    /** Why no account at all can be asked, if so and that is not their own fault; in one line. */
    public Optional<String> problem() {
        return problem;
    }

    /** How it gets on, in one line. */
    public String summary() {
        return summary;
    }

    /** What fails unexpectedly must not end the polling of all accounts. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error fault) {
                LOG.error("unexpected {}", fault.toString(), fault);
            }
        };
    }

    /** Stops; what is under way is left undone, and done anew by the next owner. */
    @Override
    public void close() {
        own.shutdownNow();
        reader.shutdownNow();
        try {
            if (own.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                polled.values().forEach(PolledAccount::stop);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
