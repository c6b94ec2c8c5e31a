package dev.lonekey.ingest.poll;

import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.snapshot.Depth;
import dev.lonekey.ingest.snapshot.Snapshot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What is counted of the polling. No account is a label: there may be ten thousand. Gauges are about the accounts that are this
 * instance's, so their sums over all instances are about all accounts.
 */
final class PollMeters {

    private static final Duration[] DURATIONS = Stream.of(1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600)
            .map(Duration::ofSeconds)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final AtomicLong watched;
    private final AtomicLong neverListed;
    private final AtomicLong running;
    private final AtomicLong oldestSeconds;
    private final AtomicLong behindSeconds;
    private final AtomicLong sourcesFailing;
    private final Map<AwsProblem.Kind, AtomicLong> failing = new EnumMap<>(AwsProblem.Kind.class);

    /** @param fullEvery how often every account is to be listed in full: alarms compare with it */
    PollMeters(MeterRegistry registry, Duration fullEvery) {
        this.registry = registry;
        gauge("lonekey.ingest.snapshot.interval.seconds", "how often every account is to be listed in full")
                .set(fullEvery.toSeconds());
        for (var depth : List.of(Depth.FULL, Depth.REPORT)) {
            completed(depth);
            duration(depth);
        }
        failed();
        looks();
        watched = gauge("lonekey.ingest.accounts.watched", "accounts that this instance asks");
        neverListed = gauge("lonekey.ingest.accounts.unlisted", "of these, accounts whose users were never listed");
        running = gauge("lonekey.ingest.snapshots.running", "snapshots that are being taken");
        oldestSeconds =
                gauge("lonekey.ingest.snapshot.oldest.seconds", "age of the oldest account's newest full snapshot");
        behindSeconds = gauge(
                "lonekey.ingest.sources.behind.seconds", "age of what the source that is furthest behind has read");
        sourcesFailing =
                gauge("lonekey.ingest.sources.failing", "event histories and trails of accounts that cannot be read");
        for (var kind : AwsProblem.Kind.values()) {
            var number = new AtomicLong();
            failing.put(kind, number);
            Gauge.builder("lonekey.ingest.accounts.failing", number, AtomicLong::get)
                    .tag("problem", tag(kind))
                    .description("accounts whose last call failed, by what is wrong")
                    .register(registry);
        }
    }

    private AtomicLong gauge(String name, String description) {
        var number = new AtomicLong();
        Gauge.builder(name, number, AtomicLong::get)
                .description(description)
                .strongReference(true)
                .register(registry);
        return number;
    }

    void watched(long accounts, long never, long snapshotsRunning, Duration oldest) {
        watched.set(accounts);
        neverListed.set(never);
        running.set(snapshotsRunning);
        oldestSeconds.set(oldest.toSeconds());
    }

    void readings(Duration behind, long failing) {
        behindSeconds.set(behind.toSeconds());
        sourcesFailing.set(failing);
    }

    void failing(Map<AwsProblem.Kind, Long> accounts) {
        failing.forEach((kind, number) -> number.set(accounts.getOrDefault(kind, 0L)));
    }

    void taken(Snapshot snapshot, Duration took) {
        completed(snapshot.depth()).increment();
        duration(snapshot.depth()).record(took);
    }

    void notTaken() {
        failed().increment();
    }

    void looked() {
        looks().increment();
    }

    private Counter completed(Depth depth) {
        return registry.counter("lonekey.ingest.snapshots", "depth", tag(depth), "result", "completed");
    }

    private Counter failed() {
        return registry.counter("lonekey.ingest.snapshots", "depth", "any", "result", "failed");
    }

    private Timer duration(Depth depth) {
        return Timer.builder("lonekey.ingest.snapshot.duration")
                .description("from the first call of a completed snapshot to its last part's being safe in Kafka")
                .tag("depth", tag(depth))
                .serviceLevelObjectives(DURATIONS)
                .register(registry);
    }

    private Counter looks() {
        return Counter.builder("lonekey.ingest.looks")
                .description("rounds of looking at users that events were about")
                .register(registry);
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
