package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Name;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The uses of a key within one clock hour. The first counts as evidence; the last is only shown.
 *
 * @param named the first whose event told the name of the key's user
 */
public record KeyUse(Instant first, Instant last, Optional<Named> named) {

    /** A use by a user whose name is known. */
    public record Named(Instant at, Name owner) {}

    private static final long HOUR_SECONDS = 3_600;

    private static final Comparator<Named> EARLIEST =
            Comparator.comparing(Named::at).thenComparing(Named::owner);

    static KeyUse at(Instant at, Optional<Name> owner) {
        return new KeyUse(at, at, owner.map(name -> new Named(at, name)));
    }

    /** The clock hour that it belongs to, counted from the epoch. */
    long hour() {
        return Math.floorDiv(first.getEpochSecond(), HOUR_SECONDS);
    }

    /** The first use of the hour alone, by somebody whose name is known. */
    KeyUse by(Name owner) {
        return new KeyUse(first, first, Optional.of(new Named(first, owner)));
    }

    /** Both in one, whatever came first. */
    KeyUse merge(KeyUse other) {
        return new KeyUse(
                first.isBefore(other.first) ? first : other.first,
                last.isBefore(other.last) ? other.last : last,
                Stream.of(named, other.named).flatMap(Optional::stream).min(EARLIEST));
    }
}
