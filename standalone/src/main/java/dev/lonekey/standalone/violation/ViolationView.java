package dev.lonekey.standalone.violation;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What violation events add up to: the newest revision of each violation. Events may come in any order and more than once.
 * What was retracted never was, and is not shown. Safe for use by several threads.
 */
public final class ViolationView {

    private static final Comparator<ViolationEvent> WORST_FIRST = comparing(ViolationEvent::severity, reverseOrder())
            .thenComparing(ViolationEvent::openedAt)
            .thenComparing(ViolationEvent::violationId);

    private static final Comparator<ViolationEvent> NEWEST_FIRST =
            comparing(ViolationEvent::openedAt, reverseOrder()).thenComparing(ViolationEvent::violationId);

    private final Map<String, ViolationEvent> newest = new HashMap<>();
    private final Map<String, Cause> openers = new HashMap<>();

    public synchronized void add(ViolationEvent event) {
        if (event.type() == EventType.OPENED) {
            openers.put(event.violationId(), event.cause());
        }
        newest.merge(event.violationId(), event, (old, other) -> other.revision() > old.revision() ? other : old);
    }

    /** Open violations, the worst first, of equal ones the oldest. */
    public List<ViolationEvent> open() {
        return having(event -> event.type() != EventType.RESOLVED, WORST_FIRST);
    }

    /** Violations that are over, the newest first. */
    public List<ViolationEvent> resolved() {
        return having(ViolationView::isResolvedTruly, NEWEST_FIRST);
    }

    /** What made the violation known; later events have causes of their own. */
    public synchronized Cause openedBy(ViolationEvent event) {
        return openers.getOrDefault(event.violationId(), event.cause());
    }

    private static boolean isResolvedTruly(ViolationEvent event) {
        return event.type() == EventType.RESOLVED && !event.resolution().equals(Optional.of(Resolution.RETRACTED));
    }

    private synchronized List<ViolationEvent> having(
            Predicate<ViolationEvent> wanted, Comparator<ViolationEvent> order) {
        return newest.values().stream().filter(wanted).sorted(order).toList();
    }
}
