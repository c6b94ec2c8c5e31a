package dev.lonekey.ingest.snapshot;

import java.time.Duration;

/**
 * How long a snapshot waits for what.
 *
 * @param report how long before a credential report that is being made is asked for the second time; then ever longer
 * @param reportAtMost the longest such wait
 * @param reportInAll when to do without the report
 * @param relist how long before users are listed again because some had gone since they were listed; then ever longer
 */
record Waits(Duration report, Duration reportAtMost, Duration reportInAll, Duration relist) {

    static final Waits USUAL =
            new Waits(Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofSeconds(2));
}
