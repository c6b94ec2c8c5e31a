package dev.lonekey.detector.fact;

import java.util.Comparator;
import java.util.Optional;

/**
 * How many keys somebody had, without their ids: an account summary's yes or no, or a row of a credential report.
 *
 * @param atLeast so many keys exist at least
 * @param atMost and so many at most
 * @param active how many of them are active, where that is told
 * @param certificates whether there are signing certificates, where that is told
 */
public record Count(Span span, int atLeast, int atMost, Optional<Integer> active, Optional<Boolean> certificates)
        implements Comparable<Count> {

    private static final Comparator<Count> ORDER = Comparator.comparing(Count::span)
            .thenComparing(Count::atLeast)
            .thenComparing(Count::atMost)
            .thenComparing(count -> count.active().orElse(-1))
            .thenComparing(count ->
                    count.certificates().map(present -> present ? 1 : 0).orElse(-1));

    /** A summary's answer; nothing told is anything possible. */
    public static Count ofSummary(Span span, Optional<Boolean> keys, Optional<Boolean> certificates) {
        return new Count(
                span,
                keys.orElse(false) ? 1 : 0,
                keys.orElse(true) ? Integer.MAX_VALUE : 0,
                Optional.empty(),
                certificates);
    }

    /** A row of a credential report. It shows active certificates only, so none of them says nothing. */
    public static Count ofReport(Span span, int existing, int active, int certificatesActive) {
        return new Count(
                span,
                existing,
                existing,
                Optional.of(active),
                certificatesActive > 0 ? Optional.of(true) : Optional.empty());
    }

    /** Whether it shows that there is no key. */
    public boolean isNone() {
        return atMost == 0;
    }

    /** Whether it tells how many keys there are, not only that there are some. */
    public boolean isExact() {
        return atLeast == atMost;
    }

    /** Whether it tells anything about keys. */
    public boolean tellsKeys() {
        return atLeast > 0 || atMost < Integer.MAX_VALUE;
    }

    @Override
    public int compareTo(Count other) {
        return ORDER.compare(this, other);
    }
}
