package dev.lonekey.detector.oracle;

/**
 * How many keys of a principal there are by a summary or a report, without telling which.
 *
 * @param existing at least one for {@link Kind#AT_LEAST}
 * @param active for {@link Kind#EXACTLY} alone
 */
record Count(long asOf, long until, Kind kind, int existing, int active) implements Comparable<Count> {
    /** In the order in which counts of one second follow each other, so that the unsafe one wins. */
    enum Kind {
        /** There is none. */
        NONE,
        /** All that there are have been listed one by one, or their user is no more: none is without an id. */
        ALL_LISTED,
        EXACTLY,
        AT_LEAST
    }

    static Count none(long asOf, long until) {
        return new Count(asOf, until, Kind.NONE, 0, 0);
    }

    static Count allListed(long asOf, long until) {
        return new Count(asOf, until, Kind.ALL_LISTED, 0, 0);
    }

    static Count atLeastOne(long asOf, long until) {
        return new Count(asOf, until, Kind.AT_LEAST, 1, 0);
    }

    static Count exactly(long asOf, long until, int existing, int active) {
        return existing == 0 ? none(asOf, until) : new Count(asOf, until, Kind.EXACTLY, existing, active);
    }

    @Override
    public int compareTo(Count other) {
        if (asOf != other.asOf) {
            return Long.compare(asOf, other.asOf);
        }
        int byKind = kind.compareTo(other.kind);
        int byNumber = Integer.compare(existing, other.existing);
        return byKind != 0 ? byKind : byNumber != 0 ? byNumber : Long.compare(until, other.until);
    }
}
