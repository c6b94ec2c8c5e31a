package dev.lonekey.ingest.trail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Counts objects as {@code read}, {@code failed} (each time that one cannot be read) and {@code given-up}, records that were
 * read, and of these the ones that travel. Times how long it takes from when S3 has an object to when its records are safe;
 * while an account is read for the first time that is as long as its files are old.
 */
final class TrailMeters {

    private static final Duration[] LAGS =
            Stream.of(1, 5, 15, 30, 60, 240, 1_440).map(Duration::ofMinutes).toArray(Duration[]::new);

    private final Counter read;
    private final Counter failed;
    private final Counter givenUp;
    private final Counter records;
    private final Counter ofInterest;
    private final Timer lag;

    TrailMeters(MeterRegistry registry) {
        read = objects(registry, "read");
        failed = objects(registry, "failed");
        givenUp = objects(registry, "given-up");
        records = registry.counter("lonekey.ingest.archive.records", "kind", "read");
        ofInterest = registry.counter("lonekey.ingest.archive.records", "kind", "of-interest");
        lag = Timer.builder("lonekey.ingest.archive.lag")
                .description("from an object's being in S3 to its records' being in Kafka")
                .serviceLevelObjectives(LAGS)
                .register(registry);
    }

    private static Counter objects(MeterRegistry registry, String outcome) {
        return registry.counter("lonekey.ingest.archive.objects", "outcome", outcome);
    }

    void scanned(boolean whole, long recordsRead, long recordsOfInterest) {
        (whole ? read : failed).increment();
        records.increment((double) recordsRead);
        ofInterest.increment((double) recordsOfInterest);
    }

    /** An object was read to its end, and all of it is safe. */
    void safe(Duration sinceWritten) {
        lag.record(sinceWritten.isNegative() ? Duration.ZERO : sinceWritten);
    }

    void givenUp() {
        givenUp.increment();
    }
}
