package dev.lonekey.ingest.trail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts objects as {@code read}, {@code failed} (each time that one cannot be read) and {@code given-up}, records that were
 * read, and of these the ones that travel.
 */
final class TrailMeters {

    private final Counter read;
    private final Counter failed;
    private final Counter givenUp;
    private final Counter records;
    private final Counter ofInterest;

    TrailMeters(MeterRegistry registry) {
        read = objects(registry, "read");
        failed = objects(registry, "failed");
        givenUp = objects(registry, "given-up");
        records = registry.counter("lonekey.ingest.archive.records", "kind", "read");
        ofInterest = registry.counter("lonekey.ingest.archive.records", "kind", "of-interest");
    }

    private static Counter objects(MeterRegistry registry, String outcome) {
        return registry.counter("lonekey.ingest.archive.objects", "outcome", outcome);
    }

    void scanned(boolean whole, long recordsRead, long recordsOfInterest) {
        (whole ? read : failed).increment();
        records.increment((double) recordsRead);
        ofInterest.increment((double) recordsOfInterest);
    }

    void givenUp() {
        givenUp.increment();
    }
}
