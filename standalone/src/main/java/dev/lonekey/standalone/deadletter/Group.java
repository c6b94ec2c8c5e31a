package dev.lonekey.standalone.deadletter;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The letters of one reason: how many, from when to when, and where from. Of bounded size, however many there are. */
final class Group {

    /** Each file of a trail is a source of its own, and there may be any number. */
    private static final int MAX_SOURCES = 1_000;

    private static final String UNKNOWN = "unknown";

    private final Map<String, Long> sources = new HashMap<>();
    private long letters;
    private long ofOtherSources;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    void add(Letter letter) {
        letters++;
        first = letter.time().isBefore(first) ? letter.time() : first;
        last = letter.time().isAfter(last) ? letter.time() : last;
        var source = letter.source().orElse(UNKNOWN);
        if (sources.containsKey(source) || sources.size() < MAX_SOURCES) {
            sources.merge(source, 1L, Long::sum);
        } else {
            ofOtherSources++;
        }
    }

    long letters() {
        return letters;
    }

    Instant first() {
        return first;
    }

    Instant last() {
        return last;
    }

    /** The sources that most came from, those of the most letters first. */
    List<String> mostFrequentSources(int limit) {
        return sources.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Letters that came from others than those. */
    long lettersBesides(List<String> named) {
        return ofOtherSources
                + sources.entrySet().stream()
                        .filter(source -> !named.contains(source.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
    }
}
