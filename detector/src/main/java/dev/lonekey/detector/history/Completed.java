package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Showing;
import dev.lonekey.detector.fact.Span;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The snapshots of an account that show every user that there was: what they do not show was not there. Each has a place,
 * given in the order of their completion, so that a run of them takes few bytes to name.
 */
public final class Completed {

    private final TreeMap<Integer, Snapshot> byPlace = new TreeMap<>();
    private final Map<Long, Integer> places = new HashMap<>();
    private int nextPlace;

    /**
     * A completed snapshot.
     *
     * @param number see {@link dev.lonekey.detector.fact.SnapshotFacts#snapshotNumber}
     * @param span from before its first call to after its last
     * @param parts the spans of its parts, by their numbers; parts that show no users have none
     */
    public record Snapshot(long number, Span span, SortedMap<Integer, Span> parts) {
        public Snapshot {
            parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        }
    }

    /** Where a run of equal listings stood: in one part of several snapshots with places in a row. */
    public record Run(int firstPlace, int lastPlace, int part) {

        boolean isContinuedBy(int place, int nextPart) {
            return nextPart == part && place == lastPlace + 1;
        }
    }

    /** Adds one, under the next place. */
    public void add(Snapshot snapshot) {
        put(nextPlace, snapshot);
    }

    /** Puts one back, from stored state. */
    public void put(int place, Snapshot snapshot) {
        byPlace.put(place, snapshot);
        places.put(snapshot.number(), place);
        nextPlace = Math.max(nextPlace, place + 1);
    }

    /** The place that the next one gets. */
    public int nextPlace() {
        return nextPlace;
    }

    /** Sets the place that the next one gets, from stored state. */
    public void continueAt(int place) {
        nextPlace = Math.max(nextPlace, place);
    }

    /** All of them, by their places. */
    public SortedMap<Integer, Snapshot> byPlace() {
        return Collections.unmodifiableSortedMap(byPlace);
    }

    public boolean contains(long number) {
        return places.containsKey(number);
    }

    /** The place of the snapshot that a listing stood in, if that is completed and shows the part as it was. */
    Optional<Integer> place(Showing showing) {
        return Optional.ofNullable(places.get(showing.snapshot())).filter(place -> showing.span()
                .equals(byPlace.get(place).parts().get(showing.part())));
    }

    /** All places of a run, as far as they are still kept. */
    List<Showing> showings(Run run) {
        return byPlace.subMap(run.firstPlace(), true, run.lastPlace(), true).values().stream()
                .filter(snapshot -> snapshot.parts().containsKey(run.part()))
                .map(snapshot -> new Showing(snapshot.parts().get(run.part()), snapshot.number(), run.part()))
                .toList();
    }

    /**
     * Forgets what speaks only of times before a second.
     *
     * @return whether there was anything to forget
     */
    public boolean forgetBefore(Instant second) {
        var old = byPlace.values().stream()
                .filter(snapshot -> snapshot.span().until().isBefore(second))
                .map(Snapshot::number)
                .toList();
        old.forEach(number -> byPlace.remove(places.remove(number)));
        return !old.isEmpty();
    }

    /** The spans of those that do not show a user. */
    List<Span> thatMiss(Life life) {
        return byPlace.values().stream()
                .filter(snapshot -> !life.isShownIn(snapshot.number()))
                .map(Snapshot::span)
                .toList();
    }

    /** Whether one of them began before that second. */
    public boolean isAnyBefore(Instant second) {
        return byPlace.values().stream()
                .anyMatch(snapshot -> snapshot.span().asOf().isBefore(second));
    }

    /** Whether one of them began after that second. */
    public boolean isAnyAfter(Instant second) {
        return byPlace.values().stream()
                .anyMatch(snapshot -> snapshot.span().asOf().isAfter(second));
    }

    /** When the oldest began. */
    public Optional<Instant> oldestAsOf() {
        return byPlace.values().stream().map(snapshot -> snapshot.span().asOf()).min(Instant::compareTo);
    }

    /** When the newest began. */
    public Optional<Instant> newestAsOf() {
        return byPlace.values().stream().map(snapshot -> snapshot.span().asOf()).max(Instant::compareTo);
    }
}
