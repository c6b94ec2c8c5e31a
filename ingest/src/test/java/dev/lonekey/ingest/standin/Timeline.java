package dev.lonekey.ingest.standin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** The state of an account now, and the one that its lists show: IAM is eventually consistent. */
final class Timeline {

    private final Clock clock;
    private final TreeMap<Instant, IamState> past = new TreeMap<>();
    private IamState now = IamState.EMPTY;
    private Duration lag = Duration.ZERO;

    Timeline(Clock clock) {
        this.clock = clock;
    }

    synchronized IamState now() {
        return now;
    }

    synchronized void set(IamState state) {
        now = state;
        if (!lag.isZero()) {
            past.put(clock.instant(), state);
        }
    }

    /** Shows changes only when they are as old as this; what was there before is shown at once. */
    synchronized void lag(Duration delay) {
        lag = delay;
        if (delay.isZero()) {
            past.clear();
        } else if (past.isEmpty()) {
            past.put(Instant.MIN, now);
        }
    }

    synchronized IamState shown() {
        if (lag.isZero()) {
            return now;
        }
        var shown = past.floorEntry(clock.instant().minus(lag));
        past.headMap(shown.getKey()).clear();
        return shown.getValue();
    }
}
