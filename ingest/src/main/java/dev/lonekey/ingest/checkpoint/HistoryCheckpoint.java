package dev.lonekey.ingest.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far an account's event history is forwarded.
 *
 * @param until up to when, as far as events had appeared
 * @param seen ids of the events of the last {@link #OVERLAP} before that, and their times in seconds since 1970
 */
public record HistoryCheckpoint(Optional<Instant> until, Map<String, Long> seen) {

    /** Events may appear so late, so that much is read again. */
    public static final Duration OVERLAP = Duration.ofMinutes(30);

    /** Nothing was read yet. */
    public static final HistoryCheckpoint START = new HistoryCheckpoint(Optional.empty(), Map.of());

    /** What a checkpoint can hold; of more events than these the oldest may be forwarded twice, which harms nothing. */
    private static final int MOST_SEEN = 10_000;

    public HistoryCheckpoint {
        until = until == null ? Optional.empty() : until;
        seen = seen == null ? Map.of() : Map.copyOf(seen);
    }

    /** The same after more was forwarded. */
    public HistoryCheckpoint reached(Instant time, Map<String, Long> forwarded) {
        var reached = until.filter(time::isBefore).orElse(time);
        var oldest = reached.minus(OVERLAP).getEpochSecond();
        var newest = new LinkedHashMap<String, Long>();
        Stream.of(seen, forwarded)
                .flatMap(events -> events.entrySet().stream())
                .filter(event -> event.getValue() >= oldest)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_SEEN)
                .forEach(event -> newest.put(event.getKey(), event.getValue()));
        return new HistoryCheckpoint(Optional.of(reached), newest);
    }
}
