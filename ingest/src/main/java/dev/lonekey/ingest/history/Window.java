package dev.lonekey.ingest.history;

import java.time.Duration;
import java.time.Instant;

/** A span of time, in whole seconds; both ends belong to it. */
public record Window(Instant from, Instant to) {

    Duration length() {
        return Duration.between(from, to);
    }
}
