package dev.lonekey.detector.oracle;

import java.util.List;

/** The facts of one key that count, in order: what it was when. */
record KeyFacts(List<Fact> facts) {
    /** In the order in which facts of one second follow each other, so that the last one counts. */
    enum Kind {
        USED,
        CREATED,
        INACTIVE,
        ACTIVE,
        USER_GONE,
        ABSENT,
        EXISTS,
        LISTED_INACTIVE,
        LISTED_ACTIVE,
        DELETED;

        boolean isEnd() {
            return this == USER_GONE || this == ABSENT;
        }

        boolean isInactive() {
            return this == INACTIVE || this == LISTED_INACTIVE;
        }
    }

    record Fact(long second, Kind kind) implements Comparable<Fact> {
        @Override
        public int compareTo(Fact other) {
            return second == other.second ? kind.compareTo(other.kind) : Long.compare(second, other.second);
        }
    }

    boolean existsAt(long second) {
        List<Kind> kinds = kindsUpTo(second);
        return !kinds.isEmpty()
                && !kinds.contains(Kind.DELETED)
                && !kinds.get(kinds.size() - 1).isEnd();
    }

    /** Whether the key exists and is not known to be inactive. */
    boolean mayBeActiveAt(long second) {
        List<Kind> kinds = kindsUpTo(second);
        return existsAt(second) && !kinds.get(kinds.size() - 1).isInactive();
    }

    boolean isActiveAt(long second) {
        List<Kind> kinds = kindsUpTo(second);
        return mayBeActiveAt(second) && kinds.get(kinds.size() - 1) != Kind.EXISTS;
    }

    boolean has(Kind kind, long second) {
        return facts.contains(new Fact(second, kind));
    }

    private List<Kind> kindsUpTo(long second) {
        return facts.stream()
                .filter(fact -> fact.second() <= second)
                .map(Fact::kind)
                .toList();
    }
}
