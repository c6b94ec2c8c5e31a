package dev.lonekey.ingest.queue;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long one receiver waits before it tries again: twice as long each time, less up to a half by chance. */
final class Pause {

    private final Timing timing;
    private Duration next;

    Pause(Timing timing) {
        this.timing = timing;
        this.next = timing.firstPause();
    }

    Duration next() {
        var now = next;
        var doubled = now.multipliedBy(2);
        next = doubled.compareTo(timing.longestPause()) < 0 ? doubled : timing.longestPause();
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(now.toNanos() / 2, now.toNanos() + 1));
    }

    void reset() {
        next = timing.firstPause();
    }
}
