package dev.lonekey.detector.oracle;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the records of an account tell of one key. */
final class KeyFacts {
    /** In the order in which facts of one second follow each other, so that the last one counts. */
    enum Kind {
        USED,
        CREATED,
        INACTIVE,
        ACTIVE,
        USER_GONE,
        DELETED
    }

    record Fact(long second, Kind kind) implements Comparable<Fact> {
        @Override
        public int compareTo(Fact other) {
            return second == other.second ? kind.compareTo(other.kind) : Long.compare(second, other.second);
        }
    }

    private final List<Fact> facts;

    private KeyFacts(List<Fact> facts) {
        this.facts = facts;
    }

    /** All that counts of what was told, given when the user who holds the key was deleted, if that is so. */
    static KeyFacts of(List<Fact> told, OptionalLong userGone) {
        List<Fact> ends = userGone.isPresent() && told.stream().anyMatch(fact -> fact.second() < userGone.getAsLong())
                ? List.of(new Fact(userGone.getAsLong(), Kind.USER_GONE))
                : List.of();
        List<Fact> all = Stream.concat(told.stream(), ends.stream()).toList();
        long created = all.stream()
                .filter(fact -> fact.kind() == Kind.CREATED)
                .mapToLong(Fact::second)
                .max()
                .orElse(Long.MIN_VALUE);
        return new KeyFacts(all.stream()
                .filter(fact -> fact.second() >= created)
                .filter(fact -> fact.kind() != Kind.USED || !isInFlight(fact, all))
                .sorted()
                .toList());
    }

    static boolean isInFlight(Fact use, List<Fact> all) {
        return all.stream()
                .filter(fact ->
                        fact.kind() == Kind.INACTIVE || fact.kind() == Kind.DELETED || fact.kind() == Kind.USER_GONE)
                .anyMatch(fact -> use.second() >= fact.second() && use.second() - fact.second() <= 30);
    }

    List<Fact> facts() {
        return facts;
    }

    boolean existsAt(long second) {
        List<Kind> kinds = kindsUpTo(second);
        return !kinds.isEmpty() && !kinds.contains(Kind.DELETED) && kinds.get(kinds.size() - 1) != Kind.USER_GONE;
    }

    boolean isActiveAt(long second) {
        List<Kind> kinds = kindsUpTo(second);
        return existsAt(second) && kinds.get(kinds.size() - 1) != Kind.INACTIVE;
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
