package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The snapshots of an account that show every user that there was: what they do not show was not there.
 *
 * @param spans by the number of the snapshot
 */
public record Completed(SortedMap<Long, Span> spans) {

    /** No snapshot is known. */
    public static final Completed NONE = new Completed(new TreeMap<>());

    /** The spans of those that do not show a user. */
    List<Span> thatMiss(Life life) {
        if (spans.isEmpty()) {
            return List.of();
        }
        return spans.entrySet().stream()
                .filter(snapshot -> !life.isShownIn(snapshot.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether one of them began before that second. */
    public boolean isAnyBefore(Instant second) {
        return spans.values().stream().anyMatch(span -> span.asOf().isBefore(second));
    }

    /** When the oldest began. */
    public Optional<Instant> oldestAsOf() {
        return spans.values().stream().map(Span::asOf).min(Instant::compareTo);
    }

    /** When the newest began. */
    public Optional<Instant> newestAsOf() {
        return spans.values().stream().map(Span::asOf).max(Instant::compareTo);
    }
}
