package dev.lonekey.detector.history;

import java.time.Instant;
import java.util.Comparator;

/** From this second on a key is in this state. */
public record Turn(Instant at, KeyState state) implements Comparable<Turn> {

    private static final Comparator<Turn> ORDER = Comparator.comparing(Turn::at).thenComparing(Turn::state);

    @Override
    public int compareTo(Turn other) {
        return ORDER.compare(this, other);
    }
}
