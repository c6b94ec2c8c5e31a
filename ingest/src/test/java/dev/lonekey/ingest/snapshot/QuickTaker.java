package dev.lonekey.ingest.snapshot;

import java.time.Clock;
import java.time.Duration;

/** Takes snapshots without long waits in real time. */
public final class QuickTaker {

    private QuickTaker() {}

    /** One with the usual margin. */
    public static SnapshotTaker of(PartSink sink, Clock clock) {
        var waits =
                new Waits(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMinutes(1), Duration.ofMillis(10));
        return new SnapshotTaker(sink, new Moments(clock, Moments.USUAL_MARGIN), waits);
    }
}
