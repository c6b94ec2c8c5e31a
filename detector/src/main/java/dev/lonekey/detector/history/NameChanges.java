package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Fact.UserCreated;
import dev.lonekey.detector.fact.Fact.UserDeleted;
import dev.lonekey.detector.fact.Fact.UserFact;
import dev.lonekey.detector.fact.Fact.UserRenamed;
import dev.lonekey.detector.fact.Name;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The events that hand names from user to user, put into the order in which they can have happened. Times are whole seconds,
 * so within one the order has to be found: a name in use is given up before it is taken, another is taken before it is
 * given up.
 */
final class NameChanges {

    private final TreeMap<Instant, List<UserFact>> bySecond = new TreeMap<>();

    NameChanges(Collection<UserFact> facts) {
        facts.forEach(fact ->
                bySecond.computeIfAbsent(fact.at(), at -> new ArrayList<>()).add(fact));
    }

    /**
     * Goes through all of them.
     *
     * @param names the history of a name up to the second that is looked at
     * @param apply takes one after the other, and changes those histories
     */
    void bySecond(Function<Name, NameHistory> names, Consumer<UserFact> apply) {
        bySecond.forEach((second, facts) -> {
            if (facts.size() == 1) {
                apply.accept(facts.get(0));
            } else {
                inOrder(second, facts, names).forEach(apply);
            }
        });
    }

    private List<UserFact> inOrder(Instant second, List<UserFact> facts, Function<Name, NameHistory> names) {
        var inUse = new HashMap<Name, Boolean>();
        for (var fact : facts) {
            givenUp(fact).ifPresent(name -> inUse.computeIfAbsent(name, n -> isInUse(n, second, names.apply(n))));
            taken(fact).ifPresent(name -> inUse.computeIfAbsent(name, n -> isInUse(n, second, names.apply(n))));
        }
        var remaining = new ArrayList<>(facts);
        var ordered = new ArrayList<UserFact>();
        while (!remaining.isEmpty()) {
            var next = remaining.stream()
                    .filter(fact -> isPossible(fact, inUse))
                    .findFirst()
                    .orElse(remaining.get(0));
            remaining.remove(next);
            ordered.add(next);
            givenUp(next).ifPresent(name -> inUse.put(name, false));
            taken(next).ifPresent(name -> inUse.put(name, true));
        }
        return ordered;
    }

    private static boolean isPossible(UserFact fact, Map<Name, Boolean> inUse) {
        return givenUp(fact).map(inUse::get).orElse(true)
                && !taken(fact).map(inUse::get).orElse(false);
    }

    /** Whether the name is in use as the second begins. */
    private boolean isInUse(Name name, Instant second, NameHistory history) {
        if (history.isKnownBefore(second)) {
            return true;
        }
        var facts = bySecond.get(second);
        var surplus = gives(name, facts) - takes(name, facts);
        return surplus > 0 || (surplus == 0 && isKnownAfter(name, second, history));
    }

    /** Whether a user of the name is known afterwards who did not come to it then. */
    private boolean isKnownAfter(Name name, Instant second, NameHistory history) {
        var next = bySecond.tailMap(second, false).entrySet().stream()
                .filter(entry -> gives(name, entry.getValue()) + takes(name, entry.getValue()) > 0)
                .findFirst();
        if (history.isMentionedBetween(second, next.map(Map.Entry::getKey))) {
            return true;
        }
        if (next.isEmpty()) {
            return false;
        }
        var surplus =
                gives(name, next.get().getValue()) - takes(name, next.get().getValue());
        return surplus > 0 || (surplus == 0 && isKnownAfter(name, next.get().getKey(), history));
    }

    private static long gives(Name name, List<UserFact> facts) {
        return facts.stream()
                .filter(fact -> givenUp(fact).filter(name::equals).isPresent())
                .count();
    }

    private static long takes(Name name, List<UserFact> facts) {
        return facts.stream()
                .filter(fact -> taken(fact).filter(name::equals).isPresent())
                .count();
    }

    private static Optional<Name> givenUp(UserFact fact) {
        if (fact instanceof UserRenamed renamed) {
            return Optional.of(renamed.from());
        }
        return fact instanceof UserDeleted deleted ? Optional.of(deleted.name()) : Optional.empty();
    }

    private static Optional<Name> taken(UserFact fact) {
        if (fact instanceof UserRenamed renamed) {
            return Optional.of(renamed.to());
        }
        return fact instanceof UserCreated created ? Optional.of(created.name()) : Optional.empty();
    }
}
