package dev.lonekey.detector.oracle;

import dev.lonekey.detector.oracle.ExpectedViolation.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Watches one principal from second to second and notes the intervals in which too many keys count. */
final class Watch {
    private record Span(long openedAt, Optional<Long> resolvedAt, Optional<Reason> reason, SortedSet<String> keys) {}

    private final WatchedRule rule;
    private final List<Span> over = new ArrayList<>();
    private final SortedSet<String> keysSinceOpened = new TreeSet<>();
    private long openedAt;
    private Set<String> counted = Set.of();

    Watch(WatchedRule rule) {
        this.rule = rule;
    }

    /** Tells what counts at the end of a second; asks why only if the violation is over by that. */
    void endOfSecond(long second, Set<String> countedNow, Function<Set<String>, Reason> whyLost) {
        boolean wasOpen = isOpen();
        Set<String> lost = new TreeSet<>(counted);
        lost.removeAll(countedNow);
        counted = Set.copyOf(countedNow);
        if (isOpen()) {
            openedAt = wasOpen ? openedAt : second;
            keysSinceOpened.addAll(counted);
        } else if (wasOpen) {
            over.add(span(Optional.of(second), Optional.of(whyLost.apply(lost))));
            keysSinceOpened.clear();
        }
    }

    List<ExpectedViolation> violations(String account, String principal) {
        List<Span> spans = new ArrayList<>(over);
        if (isOpen()) {
            spans.add(span(Optional.empty(), Optional.empty()));
        }
        return spans.stream()
                .map(span -> new ExpectedViolation(
                        account,
                        rule,
                        principal,
                        Instant.ofEpochSecond(span.openedAt()),
                        span.resolvedAt().map(Instant::ofEpochSecond),
                        span.reason(),
                        span.keys()))
                .toList();
    }

    private boolean isOpen() {
        return counted.size() > rule.allowed();
    }

    private Span span(Optional<Long> resolvedAt, Optional<Reason> reason) {
        return new Span(
                openedAt, resolvedAt, reason, Collections.unmodifiableSortedSet(new TreeSet<>(keysSinceOpened)));
    }
}
