package dev.lonekey.ingest.poll;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.account.AccountDirectory;
import dev.lonekey.ingest.aws.Lanes;
import dev.lonekey.ingest.checkpoint.CheckpointKey.Source;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.checkpoint.Checkpoints.Loaded;
import dev.lonekey.ingest.checkpoint.MembershipCheckpoint;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.share.Owner;
import dev.lonekey.ingest.snapshot.PartSink;
import dev.lonekey.ingest.snapshot.SnapshotTaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
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

    private final boolean isOrganization;
    private final AccountDirectory directory;
    private final Membership membership;
    private final Clock clock;

    /** What comes after the end is ignored: those who tell of lists and events may still be about to stop. */
    private final ScheduledExecutorService own =
            new ScheduledThreadPoolExecutor(1, named("lonekey-polling"), new ThreadPoolExecutor.DiscardPolicy());

    private final ExecutorService reader = Executors.newSingleThreadExecutor(named("lonekey-checkpoints"));
    private final Territory territory;
    private final Roster roster;
    private final Events events;
    private final Rounds rounds;

    /**
     * Owns nothing yet.
     *
     * @param sources what is read besides IAM
     * @param parts takes what the organization says of accounts; must not wait
     */
    public Polling(
            Topics topics,
            IngestSettings settings,
            AccountDirectory directory,
            Lanes lanes,
            SnapshotTaker taker,
            Checkpoints checkpoints,
            AccountSources sources,
            PartSink parts,
            Clock clock,
            MeterRegistry registry) {
        var trouble = new Trouble();
        this.isOrganization = settings.accounts().isOrganization();
        this.directory = directory;
        this.membership = new Membership(checkpoints, parts, own);
        this.clock = clock;
        this.territory = new Territory(topics, checkpoints, reader, own);
        this.roster = new Roster(settings, directory, territory, lanes, taker, checkpoints, sources, trouble::forget);
        this.events = new Events(territory, roster, clock);
        this.rounds = new Rounds(roster, trouble, new PollMeters(registry), clock, own);
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
        var unused = own.scheduleWithFixedDelay(guarded(rounds::go), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Begins what is due now, and completes when all of it is begun. */
    CompletableFuture<Void> tickNow() {
        return CompletableFuture.runAsync(rounds::go, own);
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
            reconcile();
        }));
    }

    private void ready(Loaded partition) {
        membership.load(partition.all(Source.ORGANIZATION, MembershipCheckpoint.class));
        reconcile();
    }

    /** What is owned or listed has changed. */
    private void reconcile() {
        var now = clock.instant();
        roster.update(now);
        events.hearAgain(!directory.all().isEmpty());
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

    @Override
    public void heard(byte[] record, Runnable done) {
        own.execute(guarded(() -> events.hear(record, done)));
    }

    /** Why no account at all can be asked, if so and that is not their own fault; in one line. */
    public Optional<String> problem() {
        return rounds.problem();
    }

    /** How it gets on, in one line. */
    public String summary() {
        return rounds.summary();
    }

    /** How one kind of source gets on. */
    public SourceStatus status(SourceKind kind) {
        return rounds.status(kind);
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
                roster.stopAll();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
