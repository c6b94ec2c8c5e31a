package dev.lonekey.detector.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which user bore which name when, second by second, as the successful calls on one account tell. */
final class Lives {
    /** One user from creation to deletion, through renames. */
    static final class Life {
        private String name;
        private OptionalLong endedAt = OptionalLong.empty();

        private Life(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        OptionalLong endedAt() {
            return endedAt;
        }
    }

    private record Second(
            Map<String, Life> before, Map<String, Life> givenUp, Map<String, Life> taken, Map<String, Life> after) {}

    private final SortedMap<Long, Second> seconds = new TreeMap<>();
    private final List<Call> calls;

    /**
     * @param calls of one account, sorted by time
     * @param telling by eventID, the names of users in whose hands a call shows a key to be
     */
    Lives(List<Call> calls, Map<String, Set<String>> telling) {
        this.calls = calls;
        Map<Long, List<Call>> bySecond =
                calls.stream().collect(Collectors.groupingBy(Call::second, TreeMap::new, Collectors.toList()));
        Map<String, Life> bearers = new HashMap<>();
        bySecond.forEach((second, ofSecond) -> {
            Second names = new Second(Map.copyOf(bearers), new HashMap<>(), new HashMap<>(), bearers);
            List<Call> changes = ofSecond.stream()
                    .filter(Call::changesNames)
                    .sorted(Comparator.comparing(Call::eventId))
                    .collect(Collectors.toCollection(ArrayList::new));
            while (!changes.isEmpty()) {
                Call next = changes.stream()
                        .filter(change -> canBeNext(change, changes, names, second))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("a circle of renames at " + second));
                changes.remove(next);
                apply(next, names, second);
            }
            ofSecond.stream()
                    .flatMap(call -> telling.getOrDefault(call.eventId(), Set.of()).stream())
                    .filter(name -> !names.givenUp().containsKey(name))
                    .forEach(name -> bearers.computeIfAbsent(name, Life::new));
            seconds.put(second, new Second(names.before(), names.givenUp(), names.taken(), new HashMap<>(bearers)));
        });
    }

    /** A name in use is given up before it is taken, any other is taken before it is given up. */
    private boolean canBeNext(Call change, List<Call> waiting, Second names, long second) {
        Optional<String> gives = change.givesUp();
        Optional<String> takes = change.takes();
        boolean mustBeTakenBefore = gives.filter(name -> !inUse(name, names, second)
                        && waiting.stream().anyMatch(other -> other.takes().equals(gives)))
                .isPresent();
        boolean mustBeGivenUpBefore = takes.filter(name -> inUse(name, names, second)
                        && waiting.stream().anyMatch(other -> other.givesUp().equals(takes)))
                .isPresent();
        return !mustBeTakenBefore && !mustBeGivenUpBefore;
    }

    private boolean inUse(String name, Second names, long second) {
        return names.before().containsKey(name) || isBorneAfter(name, second);
    }

    /** Whether the next second that tells of the name can only be understood if somebody bore it already. */
    private boolean isBorneAfter(String name, long second) {
        OptionalLong next = calls.stream()
                .filter(call -> call.second() > second && tellsOf(name, call))
                .mapToLong(Call::second)
                .findFirst();
        if (next.isEmpty()) {
            return false;
        }
        List<Call> then =
                calls.stream().filter(call -> call.second() == next.getAsLong()).toList();
        boolean taken =
                then.stream().anyMatch(call -> call.takes().filter(name::equals).isPresent());
        boolean givenUp = then.stream()
                .anyMatch(call -> call.givesUp().filter(name::equals).isPresent());
        return !taken || (givenUp && isBorneAfter(name, next.getAsLong()));
    }

    private static boolean tellsOf(String name, Call call) {
        boolean named = call.isAboutKey() && call.owner().filter(name::equals).isPresent();
        return named
                || call.takes().filter(name::equals).isPresent()
                || call.givesUp().filter(name::equals).isPresent();
    }

    private static void apply(Call change, Second names, long second) {
        Optional<Life> life = change.givesUp().map(name -> {
            Life bearer = Optional.ofNullable(names.after().remove(name)).orElseGet(() -> new Life(name));
            names.givenUp().put(name, bearer);
            return bearer;
        });
        change.takes()
                .ifPresentOrElse(
                        name -> {
                            Life taker = life.orElseGet(() -> new Life(name));
                            taker.name = name;
                            names.taken().put(name, taker);
                            Optional.ofNullable(names.after().put(name, taker))
                                    .ifPresent(former -> end(former, second));
                        },
                        () -> end(life.orElseThrow(), second));
    }

    private static void end(Life life, long second) {
        life.endedAt = OptionalLong.of(second);
    }

    /** Who is meant by a name in a call of that second, about a key that was created in it or is older. */
    Life bearer(String name, long second, boolean keyCreatedThen) {
        Second names = seconds.get(second);
        if (keyCreatedThen && names.taken().containsKey(name)) {
            return names.taken().get(name);
        }
        return names.givenUp().containsKey(name)
                ? names.givenUp().get(name)
                : names.after().get(name);
    }
}
