package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Showing;
import dev.lonekey.detector.history.Completed.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All places where equal listings of one user stood: in runs of completed snapshots, and singly. */
public final class Showings {

    private final List<Run> runs = new ArrayList<>();
    private final TreeSet<Showing> singles = new TreeSet<>();

    /** Those in completed snapshots, in the order of their places. */
    public List<Run> runs() {
        return Collections.unmodifiableList(runs);
    }

    /** The others. */
    public SortedSet<Showing> singles() {
        return Collections.unmodifiableSortedSet(singles);
    }

    /**
     * Adds a place.
     *
     * @return whether it was not known
     */
    boolean add(Showing showing, Completed completed) {
        return !isInRun(showing, completed) && singles.add(showing);
    }

    /** Adds a place, from stored state. */
    void restore(Showing showing) {
        singles.add(showing);
    }

    /** Adds a run, from stored state. */
    void restore(Run run) {
        runs.add(run);
    }

    /**
     * Moves what has come to stand in completed snapshots into runs.
     *
     * @param from older places stay as they are: their snapshots will be forgotten
     */
    void settle(Completed completed, Instant from) {
        for (var single : List.copyOf(singles)) {
            if (single.span().asOf().isBefore(from)) {
                continue;
            }
            completed.place(single).ifPresent(place -> {
                singles.remove(single);
                if (!isInRun(place, single.part())) {
                    runs.add(new Run(place, place, single.part()));
                }
            });
        }
        join();
    }

    /** Takes over the places of another. */
    void absorb(Showings other, Completed completed) {
        other.singles.forEach(showing -> add(showing, completed));
        for (var run : other.runs) {
            if (runs.isEmpty()) {
                runs.add(run);
                continue;
            }
            for (var place = run.firstPlace(); place <= run.lastPlace(); place++) {
                if (!isInRun(place, run.part())) {
                    runs.add(new Run(place, place, run.part()));
                }
            }
        }
        join();
    }

    private void join() {
        if (runs.size() < 2) {
            return;
        }
        var inOrder = runs.stream()
                .sorted(Comparator.comparing(Run::firstPlace).thenComparing(Run::part))
                .toList();
        runs.clear();
        inOrder.forEach(this::continueWith);
    }

    private boolean isInRun(Showing showing, Completed completed) {
        return completed
                .place(showing)
                .filter(place -> isInRun(place, showing.part()))
                .isPresent();
    }

    private boolean isInRun(int place, int part) {
        return runs.stream()
                .anyMatch(run -> run.part() == part && run.firstPlace() <= place && place <= run.lastPlace());
    }

    /** All places, in no order. */
    Stream<Showing> all(Completed completed) {
        return Stream.concat(runs.stream().flatMap(run -> completed.showings(run).stream()), singles.stream());
    }

    /** Those whose listing began at a second or later. */
    Showings from(Instant second, Completed completed) {
        var later = new Showings();
        singles.stream()
                .filter(showing -> !showing.span().asOf().isBefore(second))
                .forEach(later.singles::add);
        for (var run : runs) {
            for (var place = run.firstPlace(); place <= run.lastPlace(); place++) {
                var one = new Run(place, place, run.part());
                if (completed.showings(one).stream()
                        .anyMatch(showing -> !showing.span().asOf().isBefore(second))) {
                    later.continueWith(one);
                }
            }
        }
        return later;
    }

    private void continueWith(Run place) {
        var last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (last != null && last.isContinuedBy(place.firstPlace(), place.part())) {
            runs.set(runs.size() - 1, new Run(last.firstPlace(), place.lastPlace(), place.part()));
        } else {
            runs.add(place);
        }
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return runs.isEmpty() && singles.isEmpty();
    }

    /** The places at both ends of each run, and all single ones. */
    Stream<Showing> ends(Completed completed) {
        var ofRuns = runs.stream()
                .flatMap(run ->
                        Stream.of(run.firstPlace(), run.lastPlace()).map(place -> new Run(place, place, run.part())))
                .flatMap(end -> completed.showings(end).stream());
        return Stream.concat(ofRuns, singles.stream());
    }

    /** The newest place. */
    Optional<Showing> newest(Completed completed) {
        var ofRuns = runs.stream()
                .map(run -> completed.showings(new Run(run.lastPlace(), run.lastPlace(), run.part())))
                .flatMap(List::stream);
        return Stream.concat(ofRuns, singles.isEmpty() ? Stream.empty() : Stream.of(singles.last()))
                .max(Comparator.naturalOrder());
    }
}
