package dev.lonekey.runtime.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Counts the wrong tokens from each address: after {@value #MOST} within a minute it is not heard until that minute is over, even
 * with the right one, or else it could go on guessing.
 */
final class Guesses {

    static final int MOST = 30;

    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    /** More addresses than this are forgotten, the oldest first, so that they take no more memory. */
    private static final int MOST_ADDRESSES = 10_000;

    private record Tally(long since, int wrong) {}

    private final LongSupplier nanos;
    private final Map<String, Tally> tallies = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tally> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /** @param nanos a clock that nobody sets */
    Guesses(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How many seconds an address is still not heard; empty if it is heard. */
    synchronized OptionalLong silencedFor(String address) {
        var tally = tallies.get(address);
        if (tally == null || tally.wrong() < MOST) {
            return OptionalLong.empty();
        }
        var left = tally.since() + WINDOW - nanos.getAsLong();
        return left > 0 ? OptionalLong.of(1 + Duration.ofNanos(left).toSeconds()) : OptionalLong.empty();
    }

    /** One more that was wrong. */
    synchronized void wrong(String address) {
        var now = nanos.getAsLong();
        tallies.merge(
                address,
                new Tally(now, 1),
                (before, first) ->
                        now - before.since() > WINDOW ? first : new Tally(before.since(), before.wrong() + 1));
    }
}
