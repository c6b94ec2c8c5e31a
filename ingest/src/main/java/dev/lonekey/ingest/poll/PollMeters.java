package dev.lonekey.ingest.poll;

import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.snapshot.Snapshot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted of the polling. No account is a label: there may be ten thousand. */
final class PollMeters {

    private final MeterRegistry registry;
    private final AtomicLong watched;
    private final AtomicLong neverListed;
    private final AtomicLong running;
    private final AtomicLong oldestSeconds;
    private final AtomicLong behindSeconds;
    private final AtomicLong sourcesFailing;
    private final Map<AwsProblem.Kind, AtomicLong> failing = new EnumMap<>(AwsProblem.Kind.class);

    PollMeters(MeterRegistry registry) {
        this.registry = registry;
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
                    .tag("problem", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .description("accounts whose last call failed, by what is wrong")
                    .register(registry);
        }
    }

    private AtomicLong gauge(String name, String description) {
        var number = new AtomicLong();
        Gauge.builder(name, number, AtomicLong::get).description(description).register(registry);
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
        var depth = snapshot.depth().name().toLowerCase(Locale.ROOT);
        registry.counter("lonekey.ingest.snapshots", "depth", depth, "result", "completed")
                .increment();
        registry.timer("lonekey.ingest.snapshot.duration", "depth", depth).record(took);
    }

    void notTaken() {
        registry.counter("lonekey.ingest.snapshots", "depth", "any", "result", "failed")
                .increment();
    }

    void looked() {
        registry.counter("lonekey.ingest.looks").increment();
    }
}
