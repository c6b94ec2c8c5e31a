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
import java.util.Optional;

/**
 * Sets what summaries and reports counted against the keys that are known. What the known keys do not explain are keys
 * without an id: {@code unidentified}, {@code unidentified-2}…
 */
final class Counting {

    /** More than IAM ever allowed; a count is the input's, and each key costs memory. */
    private static final int MAX_UNIDENTIFIED = 100;

    private final Map<String, KeyTimeline> keys = new LinkedHashMap<>();
    private final List<Span> emptied = new ArrayList<>();
    private final List<List<Turn>> unidentified = new ArrayList<>();
    private int present;

    private Counting(Collection<KeyTimeline> known) {
        known.forEach(key -> keys.put(key.accessKeyId(), key));
    }

    /** Something that changes how many keys without an id there are; of one second in the order of their ranks. */
    private record Step(Span span, int rank, Runnable run) implements Comparable<Step> {
        private static final Comparator<Step> ORDER =
                Comparator.comparing((Step step) -> step.span().asOf()).thenComparing(Step::rank);

        @Override
        public int compareTo(Step other) {
            return ORDER.compare(this, other);
        }
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
        counting.emptied.addAll(fullLooks);
        ends.forEach(end -> counting.emptied.add(new Span(end, end)));
        counts.stream().filter(Count::isNone).forEach(count -> counting.emptied.add(count.span()));
        counting.steps(counts, fullLooks, ends).stream().sorted().forEach(step -> step.run()
                .run());
        return counting.timelines();
    }

    private List<Step> steps(Collection<Count> counts, Collection<Span> fullLooks, Collection<Instant> ends) {
        var steps = new ArrayList<Step>();
        ends.forEach(end -> steps.add(new Step(new Span(end, end), 0, () -> become(0, end, KeyState.USER_DELETED))));
        fullLooks.forEach(span -> steps.add(new Step(span, 1, () -> become(0, span.asOf(), KeyState.ABSENT))));
        for (var count : counts) {
            var span = count.span();
            if (count.isNone()) {
                steps.add(new Step(span, 1, () -> become(0, span.asOf(), KeyState.ABSENT)));
            } else if (count.tellsKeys()) {
                steps.add(new Step(span, count.isExact() ? 2 : 3, () -> count(count)));
            }
        }
        return steps;
    }

    /**
     * What is known of the keys with ids when they are counted.
     *
     * @param certain those that were there whenever in the span one looked
     * @param older those that were there though nothing was heard of them until later, oldest first
     * @param blurred how many more there may have been at some moment of the span
     */
    private record Known(List<KeyTimeline> certain, List<KeyTimeline> older, int blurred) {}

    /** Keys that are known explain the count first, then older ones that later facts show, then ones without an id. */
    private void count(Count count) {
        var at = count.span().asOf();
        var known = knownIn(count.span());
        var unexplained = count.atLeast() - known.certain().size();
        var room = Math.min(Math.max(0, unexplained - known.blurred()), MAX_UNIDENTIFIED);
        var adopted = known.older().subList(0, Math.min(room, known.older().size()));
        var least = room - adopted.size();
        var before = present;
        if (count.isExact()) {
            var most = Math.max(least, unexplained - adopted.size());
            become(Math.max(least, Math.min(before, most)), at, KeyState.ABSENT);
        } else {
            become(Math.max(least, before), at, KeyState.ABSENT);
        }
        adopted.forEach(key -> put(key, at, KeyState.COUNTED));
        for (var index = before; index < present; index++) {
            unidentified.get(index).add(new Turn(at, KeyState.COUNTED));
        }
        count.active().ifPresent(active -> tellStatuses(count, active, known, adopted));
    }

    /** Of the active keys that are not known those without an id come first; which of the others is active may be unknown. */
    private void tellStatuses(Count count, int active, Known known, List<KeyTimeline> adopted) {
        var at = count.span().asOf();
        var mostActive = Math.max(
                0,
                active
                        - (int) known.certain().stream()
                                .filter(key -> key.stateAt(at)
                                        .filter(Counting::isActive)
                                        .isPresent())
                                .count());
        var leastActive = Math.max(0, mostActive - known.blurred());
        for (var index = 0; index < present; index++) {
            if (index < leastActive) {
                unidentified.get(index).add(new Turn(at, KeyState.LISTED_ACTIVE));
            } else if (index >= mostActive) {
                unidentified.get(index).add(new Turn(at, KeyState.LISTED_INACTIVE));
            }
        }
        if (active == count.atLeast() && known.blurred() == 0 && known.certain().size() <= active) {
            // All are active, also those of which it is known otherwise: they were activated, and the event is lost.
            known.certain().stream()
                    .filter(key -> key.stateAt(at).filter(Counting::isActive).isEmpty())
                    .forEach(key -> put(key, at, KeyState.LISTED_ACTIVE));
        }
        if (active == 0) {
            known.certain().forEach(key -> put(key, at, KeyState.LISTED_INACTIVE));
            adopted.forEach(key -> put(key, at, KeyState.LISTED_INACTIVE));
        } else if (leastActive >= present + adopted.size()) {
            adopted.forEach(key -> put(key, at, KeyState.LISTED_ACTIVE));
        }
    }

    private static boolean isActive(KeyState state) {
        return state.status() == KeyStatus.ACTIVE;
    }

    private void put(KeyTimeline key, Instant at, KeyState state) {
        keys.computeIfPresent(key.accessKeyId(), (id, current) -> current.with(new Turn(at, state)));
    }

    private Known knownIn(Span span) {
        var certain = new ArrayList<KeyTimeline>();
        var older = new ArrayList<KeyTimeline>();
        var blurred = 0;
        for (var key : keys.values()) {
            var isLeftOpen = key.key().changes().stream().anyMatch(stamp -> span.leavesOpen(stamp.at()));
            if (key.stateAt(span.asOf()).filter(KeyState::exists).isPresent()) {
                if (isLeftOpen) {
                    blurred++;
                } else {
                    certain.add(key);
                }
            } else if (wasThereUnheardOf(key, span)) {
                older.add(key);
            } else if (isLeftOpen || key.createdAt().filter(span::leavesOpen).isPresent()) {
                blurred++;
            }
        }
        older.sort(Comparator.comparing((KeyTimeline key) -> key.turns().get(0).at())
                .thenComparing(KeyTimeline::accessKeyId));
        return new Known(certain, older, blurred);
    }

    /**
     * Whether the first that is known of a key is later, and not that it was created: then it was there before, unless it was
     * told meanwhile that there was none.
     */
    private boolean wasThereUnheardOf(KeyTimeline key, Span span) {
        if (key.turns().isEmpty() || !key.turns().get(0).at().isAfter(span.asOf())) {
            return false;
        }
        if (key.createdAt().isPresent()) {
            return !key.createdAt().get().isAfter(span.asOf());
        }
        var first = key.turns().get(0).at();
        return emptied.stream()
                .noneMatch(empty ->
                        empty.asOf().isAfter(span.asOf()) && empty.until().isBefore(first));
    }

    /** So many keys without an id there are from now on; those beyond are gone. */
    private void become(int number, Instant at, KeyState gone) {
        for (var index = number; index < present; index++) {
            unidentified.get(index).add(new Turn(at, gone));
        }
        while (unidentified.size() < number) {
            unidentified.add(new ArrayList<>());
        }
        present = number;
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
