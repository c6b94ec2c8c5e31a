package dev.lonekey.detector.history;

import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.detector.fact.Count;
import dev.lonekey.detector.fact.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sets what summaries and reports counted against the keys that are known. What the known keys do not explain are keys
 * without an id: {@code unidentified}, {@code unidentified-2}…
 */
final class Counting {

    /** More than IAM ever allowed; a count is the input's, and each key costs memory. */
    private static final int MAX_UNIDENTIFIED = 100;

    private final Map<String, KeyTimeline> keys = new LinkedHashMap<>();
    private final List<List<Turn>> unidentified = new ArrayList<>();

    private Counting(Collection<KeyTimeline> known) {
        known.forEach(key -> keys.put(key.accessKeyId(), key));
    }

    /**
     * The timelines of all keys of a user, unidentified ones among them.
     *
     * @param fullLooks what showed all keys by their ids, or that there are none: after these nothing is unidentified
     * @param ends when the user was deleted
     */
    static Collection<KeyTimeline> of(
            Collection<KeyTimeline> known,
            Collection<Count> counts,
            Collection<Span> fullLooks,
            Collection<Instant> ends) {
        if (counts.stream().noneMatch(Count::tellsKeys)) {
            return known;
        }
        var counting = new Counting(known);
        NavigableMap<Instant, List<Runnable>> steps = new TreeMap<>();
        counts.stream()
                .filter(Count::tellsKeys)
                .sorted(Comparator.comparing(Count::span).thenComparing(Count::atLeast))
                .forEach(count -> steps.computeIfAbsent(count.span().asOf(), at -> new ArrayList<>())
                        .add(() -> counting.count(count)));
        fullLooks.forEach(span -> steps.computeIfAbsent(span.asOf(), at -> new ArrayList<>())
                .add(() -> counting.leave(0, span.asOf(), KeyState.ABSENT)));
        ends.forEach(end -> steps.computeIfAbsent(end, at -> new ArrayList<>())
                .add(() -> counting.leave(0, end, KeyState.USER_DELETED)));
        steps.values().forEach(inOrder -> inOrder.forEach(Runnable::run));
        return counting.timelines();
    }

    private void count(Count count) {
        var at = count.span().asOf();
        if (count.isNone()) {
            leave(0, at, KeyState.ABSENT);
            return;
        }
        var explained = keys.values().stream()
                .filter(key -> existsIn(key, count.span()))
                .toList();
        if (count.active().filter(active -> active == 0).isPresent()) {
            explained.stream()
                    .filter(key -> !isLeftOpenBy(key, count.span()))
                    .filter(key -> key.stateAt(at).filter(KeyState::exists).isPresent())
                    .forEach(key -> put(key.with(new Turn(at, KeyState.LISTED_INACTIVE))));
        }
        var missing = Math.min(count.atLeast() - explained.size(), MAX_UNIDENTIFIED);
        var active = count.active().map(told -> told - activeAt(explained, count.span()));
        var adopted = keys.values().stream()
                .filter(key -> isFirstKnownAfter(key, count.span()))
                .sorted(Comparator.comparing(key -> key.turns().get(0).at()))
                .limit(Math.max(0, missing))
                .toList();
        var open = missing;
        adopted.forEach(key -> put(key.with(new Turn(at, adoptedState(active, open)))));
        var left = Math.max(0, missing - adopted.size());
        if (count.atMost() == count.atLeast()) {
            leave(left, at, KeyState.ABSENT);
        }
        for (var index = 0; index < left; index++) {
            show(index, at, state(index, active, adopted.isEmpty()));
        }
    }

    /** A key that existed all the time, as later facts show: its status then is known only where all were of one. */
    private static KeyState adoptedState(Optional<Integer> active, int missing) {
        if (active.filter(told -> told >= missing).isPresent()) {
            return KeyState.LISTED_ACTIVE;
        }
        return active.filter(told -> told <= 0).isPresent() ? KeyState.LISTED_INACTIVE : KeyState.COUNTED;
    }

    private static KeyState state(int index, Optional<Integer> active, boolean allUnidentified) {
        if (active.isEmpty()) {
            return KeyState.COUNTED;
        }
        if (index < active.get()) {
            return KeyState.LISTED_ACTIVE;
        }
        return allUnidentified || active.get() <= 0 ? KeyState.LISTED_INACTIVE : KeyState.COUNTED;
    }

    private void put(KeyTimeline key) {
        keys.put(key.accessKeyId(), key);
    }

    private static boolean existsIn(KeyTimeline key, Span span) {
        return key.stateAt(span.asOf()).filter(KeyState::exists).isPresent()
                || key.turns().stream()
                        .anyMatch(turn ->
                                span.leavesOpen(turn.at()) && turn.state().exists());
    }

    private static boolean isLeftOpenBy(KeyTimeline key, Span span) {
        return key.key().changes().stream().anyMatch(stamp -> span.leavesOpen(stamp.at()));
    }

    private static int activeAt(List<KeyTimeline> explained, Span span) {
        return (int) explained.stream().filter(key -> existsActive(key, span)).count();
    }

    private static boolean existsActive(KeyTimeline key, Span span) {
        return key.stateAt(span.asOf()).filter(Counting::isActive).isPresent()
                || key.turns().stream().anyMatch(turn -> span.leavesOpen(turn.at()) && isActive(turn.state()));
    }

    private static boolean isActive(KeyState state) {
        return state.status() == KeyStatus.ACTIVE;
    }

    /** Whether the first that is known of a key is later than the span, and not its creation: then it was there before. */
    private static boolean isFirstKnownAfter(KeyTimeline key, Span span) {
        return !key.turns().isEmpty()
                && key.turns().get(0).at().isAfter(span.until())
                && key.turns().get(0).state() != KeyState.CREATED
                && key.key().createdAt().isEmpty()
                && key.createdAt()
                        .filter(created -> created.isAfter(span.asOf()))
                        .isEmpty();
    }

    /** Of the keys without an id only so many are left. */
    private void leave(int count, Instant at, KeyState gone) {
        for (var index = count; index < unidentified.size(); index++) {
            if (existsNow(index)) {
                unidentified.get(index).add(new Turn(at, gone));
            }
        }
    }

    private void show(int index, Instant at, KeyState state) {
        while (unidentified.size() <= index) {
            unidentified.add(new ArrayList<>());
        }
        // A summary tells less than a report: it changes nothing about a key that is there already.
        if (state != KeyState.COUNTED || !existsNow(index)) {
            unidentified.get(index).add(new Turn(at, state));
        }
    }

    private boolean existsNow(int index) {
        var turns = unidentified.get(index);
        return !turns.isEmpty() && turns.get(turns.size() - 1).state().exists();
    }

    private Collection<KeyTimeline> timelines() {
        var all = new ArrayList<>(keys.values());
        for (var index = 0; index < unidentified.size(); index++) {
            var id = index == 0 ? Key.UNIDENTIFIED : Key.UNIDENTIFIED + "-" + (index + 1);
            all.add(KeyTimeline.of(new KeyFacts(id), Optional.empty(), unidentified.get(index)));
        }
        return all;
    }
}
