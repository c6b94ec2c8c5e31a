package dev.lonekey.detector.standing;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.standing.Standing.Kind;
import dev.lonekey.detector.standing.Standing.Open;
import dev.lonekey.detector.view.KnownAccount;
import dev.lonekey.detector.view.KnownViolation;
import dev.lonekey.detector.view.Silence;
import dev.lonekey.detector.view.View;
import dev.lonekey.runtime.health.Health;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts, every second, what is open and how accounts are in the partitions that this instance works on. The view knows all
 * of them, whoever published them, so nothing is carried over when a partition moves: from then on the other counts it.
 */
public final class StandingWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StandingWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final View view;
    private final Topics topics;
    private final Supplier<Optional<Set<Integer>>> partitions;
    private final int maxAccounts;
    private final Silence silence;
    private final Clock clock;
    private final StandingMeters meters;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "lonekey-standing");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Counts from now on.
     *
     * @param partitions those that this instance works on; empty while that is not known
     * @param maxAccounts so many accounts are named, at most
     * @param silence when silence is news
     */
    public StandingWatch(
            View view,
            Topics topics,
            Supplier<Optional<Set<Integer>>> partitions,
            int maxAccounts,
            Silence silence,
            Clock clock,
            MeterRegistry registry) {
        this.view = view;
        this.topics = topics;
        this.partitions = partitions;
        this.maxAccounts = maxAccounts;
        this.silence = silence;
        this.clock = clock;
        this.meters = new StandingMeters(registry, clock);
        var unused = timer.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            meters.show(current());
        } catch (RuntimeException | Error mistake) { // whatever it is: what throws would never be run again
            LOG.error("what is open could not be counted", mistake);
            meters.show(Optional.empty());
        }
    }

    private Optional<Standing> current() {
        return view.check().state() == Health.State.UP ? partitions.get().map(this::standing) : Optional.empty();
    }

    private Standing standing(Set<Integer> own) {
        return Standing.of(
                view.violations().open().stream()
                        .filter(violation -> own.contains(topics.partitionOf(violation.accountId())))
                        .map(StandingWatch::open)
                        .toList(),
                view.accounts().all().stream()
                        .filter(account -> own.contains(topics.partitionOf(account.id())))
                        .map(KnownAccount::status)
                        .toList(),
                maxAccounts,
                silence,
                clock.instant());
    }

    private static Open open(KnownViolation violation) {
        var kind = new Kind(violation.rule(), violation.severity(), violation.isExcepted());
        return new Open(kind, violation.accountId(), violation.openedAt());
    }

    /** Counts no more; what was counted last is no longer shown. */
    @Override
    public void close() {
        timer.shutdownNow();
        meters.show(Optional.empty());
    }
}
