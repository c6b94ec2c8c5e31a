package dev.lonekey.detector.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which user bore which name when, second by second, as the successful calls on one account and the lost changes that listings prove tell. */
final class Lives {
    /**
     * Somebody bears a name in a listing who did not by any call: a user known by its origin, or one not known before.
     *
     * @param former the name that a known one bore until then
     */
    record LostTake(
            long second,
            String name,
            Optional<String> origin,
            Optional<String> former,
            Optional<String> userId,
            Entry proof) {}

    private record Second(
            Set<String> before, Map<String, Life> givenUp, Map<String, Life> taken, Map<String, Life> after) {}

    private final SortedMap<Long, Second> seconds = new TreeMap<>();
    private final Bearers bearers = new Bearers();
    private final LaterNames later;
    private final Map<String, Life> byUserId = new HashMap<>();
    private final Map<Entry, Life> takers = new HashMap<>();

    /**
     * @param calls of one account, sorted by time
     * @param telling by eventID, the names of users in whose hands a call shows a key to be
     */
    Lives(List<Call> calls, Map<String, Set<String>> telling, Collection<LostTake> lost) {
        later = new LaterNames(calls);
        Map<Long, List<Call>> bySecond = calls.stream().collect(Collectors.groupingBy(Call::second));
        Map<Long, List<LostTake>> lostBySecond = lost.stream().collect(Collectors.groupingBy(LostTake::second));
        Set<Long> all = new TreeSet<>(bySecond.keySet());
        all.addAll(lostBySecond.keySet());
        for (long second : all) {
            List<Call> ofSecond = bySecond.getOrDefault(second, List.of());
            Second names = new Second(bearers.names(), new HashMap<>(), new HashMap<>(), new HashMap<>());
            applyChanges(ofSecond, names, second);
            List<LostTake> takes = lostBySecond.getOrDefault(second, List.of());
            takes.forEach(this::leave);
            takes.forEach(take -> apply(take, names));
            ofSecond.stream()
                    .flatMap(call -> telling.getOrDefault(call.eventId(), Set.of()).stream())
                    .filter(name -> !names.givenUp().containsKey(name))
                    .forEach(bearers::tell);
            names.after().putAll(bearers.now());
            seconds.put(second, names);
        }
    }

    private void applyChanges(List<Call> ofSecond, Second names, long second) {
        List<Call> changes = ofSecond.stream()
                .filter(Call::changesNames)
                .sorted(Comparator.comparing(Call::eventId))
                .collect(Collectors.toCollection(ArrayList::new));
        while (!changes.isEmpty()) {
            // Where records are lost there may be a circle of renames: then any may be first.
            Call next = changes.stream()
                    .filter(change -> canBeNext(change, changes, names, second))
                    .findFirst()
                    .orElseGet(() -> changes.get(0));
            changes.remove(next);
            apply(next, names, second);
        }
    }

    /** A name in use is given up before it is taken, any other is taken before it is given up. */
    private boolean canBeNext(Call change, List<Call> waiting, Second names, long second) {
        Optional<String> gives = change.givesUp();
        Optional<String> takes = change.takes();
        boolean mustBeTakenBefore = gives.filter(name ->
                        waiting.stream().anyMatch(other -> other.takes().equals(gives)) && !inUse(name, names, second))
                .isPresent();
        boolean mustBeGivenUpBefore = takes.filter(name ->
                        waiting.stream().anyMatch(other -> other.givesUp().equals(takes)) && inUse(name, names, second))
                .isPresent();
        return !mustBeTakenBefore && !mustBeGivenUpBefore;
    }

    private boolean inUse(String name, Second names, long second) {
        return names.before().contains(name) || later.isBorneAfter(name, second);
    }

    private void apply(Call change, Second names, long second) {
        Optional<Life> giver = change.givesUp().map(name -> {
            Life bearer = bearers.giveUp(name, second);
            names.givenUp().put(name, bearer);
            return bearer;
        });
        if (change.takes().isEmpty()) {
            giver.orElseThrow().end(second);
            return;
        }
        giver.ifPresent(life -> life.renamed(second));
        Life taker = giver.orElseGet(() -> new Life("created by " + change.eventId()));
        change.createdUserId().ifPresent(id -> identify(taker, id));
        take(change.takes().get(), taker, names, second);
    }

    /** Who takes another name gives up the former one first, so that nobody takes it over. */
    private void leave(LostTake lost) {
        lost.former().ifPresent(bearers::tell);
        lost.origin().flatMap(bearers::byOrigin).ifPresent(life -> bearers.leave(life, lost.second()));
    }

    private void apply(LostTake lost, Second names) {
        Optional<Life> known = lost.origin().flatMap(bearers::byOrigin);
        known.ifPresent(life -> life.renamed(lost.second()));
        Life taker = known.orElseGet(() -> new Life("shown by " + lost.proof()));
        lost.userId().ifPresent(id -> identify(taker, id));
        takers.put(lost.proof(), taker);
        take(lost.name(), taker, names, lost.second());
    }

    private void take(String name, Life taker, Second names, long second) {
        names.taken().put(name, taker);
        bearers.take(name, taker, second).ifPresent(former -> former.end(second));
    }

    /** The first to be known by an id keeps it, and its first id stays. */
    void identify(Life life, String userId) {
        if (life.userId().isEmpty() && byUserId.putIfAbsent(userId, life) == null) {
            life.identify(userId);
        }
    }

    Optional<Life> byUserId(String userId) {
        return Optional.ofNullable(byUserId.get(userId));
    }

    Optional<Life> taker(Entry proof) {
        return Optional.ofNullable(takers.get(proof));
    }

    /** Who is meant by a name in a call of that second, about a key that was created in it or is older. */
    Life bearer(String name, long second, boolean keyCreatedThen) {
        return inSecond(name, second, keyCreatedThen).orElseThrow();
    }

    private Optional<Life> inSecond(String name, long second, boolean keyCreatedThen) {
        Second names = seconds.get(second);
        if (keyCreatedThen && names.taken().containsKey(name)) {
            return Optional.of(names.taken().get(name));
        }
        return Optional.ofNullable(
                names.givenUp().getOrDefault(name, names.after().get(name)));
    }

    /** Who calls under a name: somebody who is known to bear it then, or who had it already when first heard of. */
    Optional<Life> caller(String name, long second) {
        return inSecond(name, second, false)
                .or(() -> in(name, second, second).stream().findFirst());
    }

    /** All who bear a name at some moment after one time and up to another, the last one first. */
    List<Life> in(String name, long afterAsOf, long until) {
        return bearers.in(name, afterAsOf, until);
    }

    boolean bears(Life life, String name, long asOf, long until) {
        return bearers.bears(life, name, asOf, until);
    }

    Collection<Life> all() {
        return new LinkedHashMap<>(bearers.byOrigin()).values();
    }

    /** The name that somebody bears in a second. */
    Optional<String> nameOf(Life life, long second) {
        return bearers.nameOf(life, second);
    }

    /** The second in which somebody began to bear a name, for all that is known. */
    long began(Life life) {
        return bearers.began(life);
    }
}
