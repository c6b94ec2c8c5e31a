package dev.lonekey.ingest.history;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts the events that were found, once they are safe: {@code forwarded}, {@code rejected} for those that went to the dead
 * letters, {@code repeated} for those that had been forwarded before.
 */
final class HistoryMeters {

    private final Counter forwarded;
    private final Counter rejected;
    private final Counter repeated;

    HistoryMeters(MeterRegistry registry) {
        forwarded = counter(registry, "forwarded");
        rejected = counter(registry, "rejected");
        repeated = counter(registry, "repeated");
    }

    private static Counter counter(MeterRegistry registry, String kind) {
        return Counter.builder("lonekey.ingest.history.events")
                .tag("kind", kind)
                .description("events found in event histories")
                .register(registry);
    }

    void safe(int records, int deadLetters, int again) {
        forwarded.increment(records);
        rejected.increment(deadLetters);
        repeated.increment(again);
    }
}
