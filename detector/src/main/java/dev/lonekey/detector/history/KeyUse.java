package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Name;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The uses of a key within one clock hour. The first counts as evidence; the last is only shown.
 *
 * @param owner the name of its user at the first, where the event told it
 */
public record KeyUse(Instant first, Instant last, Optional<Name> owner) {

    private static final long HOUR_SECONDS = 3_600;

    private static final Comparator<KeyUse> BY_FIRST = Comparator.comparing(KeyUse::first)
            .thenComparing(use -> use.owner().map(Name::folded).orElse("\uffff"));

    static KeyUse at(Instant at, Optional<Name> owner) {
        return new KeyUse(at, at, owner);
    }

    /** The clock hour that it belongs to, counted from the epoch. */
    long hour() {
        return Math.floorDiv(first.getEpochSecond(), HOUR_SECONDS);
    }

    /** Both in one, whatever came first. */
    KeyUse merge(KeyUse other) {
        var earlier = BY_FIRST.compare(other, this) < 0 ? other : this;
        return new KeyUse(earlier.first, last.isBefore(other.last) ? other.last : last, earlier.owner);
    }
}
