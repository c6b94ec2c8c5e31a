package dev.lonekey.detector.oracle;

import dev.lonekey.detector.oracle.KeyFacts.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Adds to the keys of one principal what summaries and reports tell of their number: keys without an id. */
final class Numbers {
    private final Map<String, KeyStory> keys;
    private final List<Long> ends;
    private final List<Long> renames;
    private final List<Count> counts;
    private final List<KeyStory> unidentified = new ArrayList<>();
    private int present;

    /**
     * What is known of the keys with ids when they are counted.
     *
     * @param certain those that were there, whenever in the span one looked
     * @param older those that were there, though nothing was heard of them until later, oldest first
     * @param blurred how many more there may have been at some moment of the span
     */
    private record Known(List<KeyStory> certain, List<KeyStory> older, int blurred, int certainlyActive) {}

    /**
     * @param keys those with ids, to which those without are added
     * @param ends when the user was deleted or lost its name
     */
    Numbers(Map<String, KeyStory> keys, List<Count> counts, List<Long> ends, List<Long> renames) {
        this.keys = keys;
        this.ends = ends;
        this.renames = renames;
        this.counts = Stream.concat(counts.stream(), ends.stream().map(end -> Count.allListed(end, end)))
                .sorted()
                .toList();
    }

    void count() {
        counts.forEach(count -> {
            switch (count.kind()) {
                case NONE -> none(count);
                case ALL_LISTED -> become(0, count);
                case EXACTLY, AT_LEAST -> some(count);
            }
        });
        for (int i = 0; i < unidentified.size(); i++) {
            ends.forEach(unidentified.get(i)::userGone);
            keys.put(ExpectedViolation.UNIDENTIFIED + (i == 0 ? "" : "-" + (i + 1)), unidentified.get(i));
        }
    }

    private void none(Count count) {
        keys.values().stream()
                .filter(key -> !key.hasEventIn(count.asOf(), count.until()))
                .forEach(key -> key.absent(count.asOf(), false));
        become(0, count);
    }

    /** What is counted and not known already are older keys first, then unidentified ones. */
    private void some(Count count) {
        Known known = knownAt(count);
        int certain = known.certain().size();
        int room = Math.max(0, count.existing() - certain - known.blurred());
        List<KeyStory> inferred =
                known.older().subList(0, Math.min(room, known.older().size()));
        int least = room - inferred.size();
        int most = Math.max(least, count.existing() - certain - inferred.size());
        boolean exact = count.kind() == Count.Kind.EXACTLY;
        int before = present;
        become(exact ? Math.max(least, Math.min(before, most)) : Math.max(least, before), count);
        inferred.forEach(key -> key.counted(count.asOf(), Kind.EXISTS));
        for (int i = before; i < present; i++) {
            unidentified.get(i).counted(count.asOf(), Kind.EXISTS);
        }
        if (exact) {
            tellStatuses(count, known, inferred);
        }
    }

    /** Of the active ones that are not known, the unidentified ones are active first; which of the others is may be unknown. */
    private void tellStatuses(Count count, Known known, List<KeyStory> inferred) {
        int mostActive = Math.max(0, count.active() - known.certainlyActive());
        int leastActive = Math.max(0, mostActive - known.blurred());
        for (int i = 0; i < present; i++) {
            if (i < leastActive || i >= mostActive) {
                Kind status = i < leastActive ? Kind.LISTED_ACTIVE : Kind.LISTED_INACTIVE;
                unidentified.get(i).counted(count.asOf(), status);
            }
        }
        if (count.active() == count.existing()
                && known.blurred() == 0
                && known.certain().size() <= count.existing()) {
            known.certain().forEach(key -> key.counted(count.asOf(), Kind.LISTED_ACTIVE));
        }
        if (count.active() == 0) {
            Stream.concat(known.certain().stream(), inferred.stream())
                    .forEach(key -> key.counted(count.asOf(), Kind.LISTED_INACTIVE));
        } else if (leastActive >= present + inferred.size()) {
            inferred.forEach(key -> key.counted(count.asOf(), Kind.LISTED_ACTIVE));
        }
    }

    private Known knownAt(Count count) {
        Map<KeyStory, KeyFacts> facts = new LinkedHashMap<>();
        keys.values().forEach(key -> facts.put(key, key.settle(renames)));
        List<KeyStory> certain = new ArrayList<>();
        List<KeyStory> older = new ArrayList<>();
        int blurred = 0;
        for (KeyStory key : facts.keySet()) {
            boolean changes = key.hasEventIn(count.asOf(), count.until());
            if (facts.get(key).existsAt(count.asOf())) {
                certain.addAll(changes ? List.of() : List.of(key));
                blurred += changes ? 1 : 0;
            } else if (wasThereUnheardOf(key, count)) {
                older.add(key);
            } else if (changes || isCreatedMeanwhile(key, count)) {
                blurred++;
            }
        }
        older.sort(Comparator.comparingLong(key -> key.first().orElseThrow().second()));
        long active = certain.stream()
                .filter(key -> facts.get(key).isActiveAt(count.asOf()))
                .count();
        return new Known(certain, older, blurred, (int) active);
    }

    /** Whether a key that is first told of later, but not as new, was there already and may be one that was counted. */
    private boolean wasThereUnheardOf(KeyStory key, Count count) {
        if (key.first().filter(fact -> fact.second() > count.asOf()).isEmpty()) {
            return false;
        }
        if (key.isCreationTold()) {
            return false;
        }
        if (key.listedCreation().isPresent()) {
            return key.listedCreation().getAsLong() <= count.asOf();
        }
        KeyFacts.Fact first = key.first().orElseThrow();
        return counts.stream().noneMatch(other -> tellsThatGone(other, count, first));
    }

    private static boolean tellsThatGone(Count other, Count count, KeyFacts.Fact first) {
        boolean none = other.kind() == Count.Kind.NONE || other.kind() == Count.Kind.ALL_LISTED;
        return none && other.asOf() > count.asOf() && other.until() < first.second();
    }

    private static boolean isCreatedMeanwhile(KeyStory key, Count count) {
        return key.listedCreation().stream().anyMatch(second -> second > count.asOf() && second <= count.until());
    }

    /** So many are there from now on; those beyond are not. */
    private void become(int number, Count count) {
        for (int i = number; i < present; i++) {
            unidentified.get(i).absent(count.asOf(), false);
        }
        while (unidentified.size() < number) {
            unidentified.add(new KeyStory(false));
        }
        present = number;
    }
}
