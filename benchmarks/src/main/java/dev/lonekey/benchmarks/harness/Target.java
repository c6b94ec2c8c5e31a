package dev.lonekey.benchmarks.harness;

import java.util.Locale;
import java.util.Optional;

/**
 * What is asked of a contender.
 *
 * @param against the contender that it is divided by, in each round; empty for the quantity as such
 * @param atLeast whether more is better
 */
public record Target(String contender, Optional<String> against, String quantity, boolean atLeast, double bound) {

    /** So many times what the other reaches, or more. */
    public static Target atLeast(double bound, String contender, String against, String quantity) {
        return new Target(contender, Optional.of(against), quantity, true, bound);
    }

    /** So many times what the other takes, or less. */
    public static Target atMost(double bound, String contender, String against, String quantity) {
        return new Target(contender, Optional.of(against), quantity, false, bound);
    }

    /** So much, in the quantity's unit, or less. */
    public static Target atMost(double bound, String contender, String quantity) {
        return new Target(contender, Optional.empty(), quantity, false, bound);
    }

    boolean isMet(double value) {
        return atLeast ? value >= bound : value <= bound;
    }

    /** What is divided by what, in which quantity. */
    String what() {
        return contender + against.map(other -> " / " + other).orElse("") + ", " + quantity;
    }

    /** The bound as people write it. */
    String text() {
        return (atLeast ? "≥ " : "≤ ") + String.format(Locale.ROOT, "%.2f", bound);
    }
}
