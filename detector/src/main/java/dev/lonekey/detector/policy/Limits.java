package dev.lonekey.detector.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * Durations and sizes.
 *
 * @param margin how long IAM may take to show a change, and calls signed with a key may be under way after its end
 * @param alertMaxAge an OPENED of a violation that began longer ago than this is LATE
 * @param driftAfter an event is lost if it has not come so long after it happened
 * @param horizon how far behind the newest event of an account facts are kept, and late ones still count
 * @param maxBytes what is stored of one set of linked users before its oldest facts are folded early
 */
public record Limits(
        Duration margin, Duration alertMaxAge, Duration driftAfter, Optional<Duration> horizon, int maxBytes) {

    /** In so many steps a case file is folded while the horizon moves on by its length. */
    private static final int FOLDINGS = 90;

    /** A margin of 30 seconds, a day until a violation is too old for an alarm, a horizon of 90 days, 64 KiB. */
    public static final Limits DEFAULT = new Limits(
            Duration.ofSeconds(30),
            Duration.ofDays(1),
            Duration.ofMinutes(15),
            Optional.of(Duration.ofDays(90)),
            64 * 1024);

    /**
     * How long the horizon has to have passed a fact before it is forgotten; a case file is then folded once a day, not with
     * every hourly snapshot.
     */
    public Duration foldingPatience() {
        return horizon.orElse(Duration.ZERO).dividedBy(FOLDINGS);
    }

    /** How far folding stays behind the horizon, so that no call under way can straddle it. */
    public Duration foldingMargin() {
        var part = horizon.orElse(Duration.ZERO).dividedBy(FOLDINGS * 24L);
        return part.compareTo(margin.multipliedBy(2)) > 0 ? part : margin.multipliedBy(2);
    }

    /** How many bytes of one set of linked users are stored at most, even if none of its facts can be folded any more. */
    public int hardMaxBytes() {
        return maxBytes > Integer.MAX_VALUE / 4 ? Integer.MAX_VALUE : maxBytes * 4;
    }

    /** The same without a horizon. */
    public Limits withoutHorizon() {
        return new Limits(margin, alertMaxAge, driftAfter, Optional.empty(), Integer.MAX_VALUE);
    }

    /** The same with another age from which on an OPENED is LATE. */
    public Limits withAlertMaxAge(Duration age) {
        return new Limits(margin, age, driftAfter, horizon, maxBytes);
    }
}
