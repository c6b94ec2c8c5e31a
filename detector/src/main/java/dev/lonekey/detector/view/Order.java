package dev.lonekey.detector.view;

import java.util.Comparator;

/** What violations are sorted by. */
public enum Order {
    /** The worst first, of equal ones the newest. */
    SEVERITY(KnownViolation.BY_SEVERITY),
    /** Those that opened last first. */
    OPENED(KnownViolation.NEWEST_OPENED),
    /** Those that were resolved last first, and open ones after them. */
    RESOLVED(KnownViolation.NEWEST_RESOLVED);

    @SuppressWarnings("ImmutableEnumChecker") // made of method references
    private final Comparator<KnownViolation> comparator;

    Order(Comparator<KnownViolation> comparator) {
        this.comparator = comparator;
    }

    Comparator<KnownViolation> comparator() {
        return comparator;
    }
}
