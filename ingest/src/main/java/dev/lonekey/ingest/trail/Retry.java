package dev.lonekey.ingest.trail;

import java.time.Duration;
import java.util.Optional;

/** When an object that could not be read is tried again: later each time, for about a day. */
public final class Retry {

    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final int MOST_ATTEMPTS = 9;

    private Retry() {}

    /**
     * How long to wait.
     *
     * @param attempts how often it was tried, from 1
     * @return empty if it was tried often enough
     */
    public static Optional<Duration> after(int attempts) {
        return attempts < MOST_ATTEMPTS
                ? Optional.of(FIRST.multipliedBy(1L << Math.max(0, attempts - 1)))
                : Optional.empty();
    }
}
