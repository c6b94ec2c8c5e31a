package dev.lonekey.detector.fact;

import java.util.Comparator;

/**
 * Where a listing stood.
 *
 * @param snapshot which snapshot, see {@link SnapshotFacts#snapshotNumber}
 * @param part which part of it
 */
public record Showing(Span span, long snapshot, int part) implements Comparable<Showing> {

    private static final Comparator<Showing> ORDER =
            Comparator.comparing(Showing::span).thenComparing(Showing::snapshot).thenComparing(Showing::part);

    @Override
    public int compareTo(Showing other) {
        return ORDER.compare(this, other);
    }
}
