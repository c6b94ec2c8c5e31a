package dev.lonekey.standalone.chaos;

import java.time.Duration;
import java.util.Locale;

/**
 * Something that is broken for a while.
 *
 * @param number which of its kind of target, from 1
 * @param after how long after the beginning of its round
 * @param lasts how long until it is mended
 */
record Fault(Kind kind, int number, Duration after, Duration lasts) {

    /** What it happens to, for example {@code broker-1}. */
    String target() {
        return kind.target().name().toLowerCase(Locale.ROOT) + "-" + number;
    }

    @Override
    public String toString() {
        return "%s %s for %.1f s".formatted(kind, target(), lasts.toMillis() / 1000.0);
    }
}
