package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.fact.Name;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * One change of a key.
 *
 * @param owner the name of its user at that time, where the event told it
 */
public record KeyStamp(Instant at, KeyChange change, Optional<Name> owner) implements Comparable<KeyStamp> {

    private static final Comparator<KeyStamp> ORDER = Comparator.comparing(KeyStamp::at)
            .thenComparing(KeyStamp::change)
            .thenComparing(stamp -> stamp.owner().map(Name::folded), Comparator.comparing(name -> name.orElse(" ")));

    @Override
    public int compareTo(KeyStamp other) {
        return ORDER.compare(this, other);
    }
}
