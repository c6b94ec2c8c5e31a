package dev.lonekey.ingest.snapshot;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Since when and until when a listing speaks, in the whole seconds in which CloudTrail tells its times. */
record Moments(Clock clock, Duration margin) {

    /** IAM shows a change only after a while. */
    static final Duration USUAL_MARGIN = Duration.ofSeconds(30);

    /** To be taken before the first call. Rounded down, less the margin: no earlier change can be missing from the answers. */
    Instant asOf() {
        return clock.instant().minus(margin).truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * To be taken after the last call. Rounded up: what was changed until then may show in the answers, and a little more
     * only makes them say less.
     */
    Instant until() {
        var now = clock.instant();
        var second = now.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(now) ? second : second.plusSeconds(1);
    }
}
