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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The events that hand names from user to user, put into the order in which they can have happened. Times are whole seconds,
 * so within one the order has to be found: a name in use is given up before it is taken, another is taken before it is
 * given up.
 */
final class NameChanges {

    private final TreeMap<Instant, List<UserFact>> bySecond = new TreeMap<>();

    /** Per name and second in which it changes hands, how much oftener it is given up than taken. */
    private final Map<Name, NavigableMap<Instant, Integer>> surpluses = new HashMap<>();

    private final Map<Name, Set<Instant>> knownAfter = new HashMap<>();

    NameChanges(Collection<UserFact> facts) {
        for (var fact : facts) {
            bySecond.computeIfAbsent(fact.at(), at -> new ArrayList<>()).add(fact);
            givenUp(fact).ifPresent(name -> count(name, fact.at(), 1));
            taken(fact).ifPresent(name -> count(name, fact.at(), -1));
        }
    }

    private void count(Name name, Instant second, int surplus) {
        surpluses.computeIfAbsent(name, unseen -> new TreeMap<>()).merge(second, surplus, Integer::sum);
    }

    /** The seconds in which there are any. */
    Set<Instant> seconds() {
        return bySecond.keySet();
    }

    /**
     * Those of one second, in the order in which they can have happened.
     *
     * @param names the history of a name up to that second
     */
    List<UserFact> in(Instant second, Function<Name, NameHistory> names) {
        var facts = bySecond.getOrDefault(second, List.of());
        return facts.size() < 2 ? facts : inOrder(second, facts, names);
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
        var surplus = surpluses.get(name).get(second);
        return surplus > 0
                || (surplus == 0
                        && knownAfter
                                .computeIfAbsent(name, unseen -> knownAfter(surpluses.get(name), history))
                                .contains(second));
    }

    /**
     * The seconds after which a user of the name is known who did not come to it then: it is mentioned before the next
     * change, or given up in that change more often than taken. A change in which both happen equally often tells nothing,
     * and what comes after it decides.
     */
    private static Set<Instant> knownAfter(NavigableMap<Instant, Integer> surpluses, NameHistory history) {
        var known = new HashSet<Instant>();
        var next = Optional.<Instant>empty();
        for (var second : surpluses.descendingKeySet()) {
            if (history.isMentionedBetween(second, next)
                    || history.isShownBetween(second, next)
                    || next.filter(at -> surpluses.get(at) > 0 || (surpluses.get(at) == 0 && known.contains(at)))
                            .isPresent()) {
                known.add(second);
            }
            next = Optional.of(second);
        }
        return known;
    }

    /** Whether anybody is known to bear the name between that second and the next change but by listings. */
    boolean isKnownAfter(Name name, Instant second, NameHistory history) {
        var later = surpluses.getOrDefault(name, new TreeMap<>()).tailMap(second, false);
        var next = later.isEmpty() ? Optional.<Instant>empty() : Optional.of(later.firstKey());
        return history.isMentionedBetween(second, next)
                || next.filter(at -> later.get(at) > 0 || (later.get(at) == 0 && isKnownAfter(name, at, history)))
                        .isPresent();
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
