package dev.lonekey.detector.fact;

import java.time.Instant;
import java.util.Comparator;

/**
 * What a snapshot tells was so at some moment of a span; nobody knows at which.
 *
 * @param asOf before the first call to IAM, less a margin for IAM's own delay; in whole seconds
 * @param until after the last
 */
public record Span(Instant asOf, Instant until) implements Comparable<Span> {

    private static final Comparator<Span> ORDER =
            Comparator.comparing(Span::asOf).thenComparing(Span::until);

    /** A span, its ends cut to whole seconds as event times are. */
    public static Span of(Instant asOf, Instant until) {
        return new Span(Instant.ofEpochSecond(asOf.getEpochSecond()), Instant.ofEpochSecond(until.getEpochSecond()));
    }

    /** Whether something that happened in that second may have happened before or after that moment. */
    public boolean leavesOpen(Instant second) {
        return second.isAfter(asOf) && !second.isAfter(until);
    }

    @Override
    public int compareTo(Span other) {
        return ORDER.compare(this, other);
    }
}
