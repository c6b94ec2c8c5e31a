package dev.lonekey.detector.violation;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Change;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.detector.history.Timeline;
import dev.lonekey.detector.rule.Breach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares the intervals that there are with what was published, and says what changed: OPENED, UPDATED, RESOLVED; nothing,
 * where nothing did.
 */
public final class Comparison {

    private final Trigger trigger;
    private final Duration alertMaxAge;
    private final EventWriter writer;
    private final List<PublishedViolation> published = new ArrayList<>();
    private final List<ViolationEvent> events = new ArrayList<>();

    /**
     * Compares.
     *
     * @param before what was published before of the same users
     * @param timelines those users' keys
     * @param breaches all of their intervals
     * @param alertMaxAge an OPENED of a violation that began longer ago than this is LATE
     */
    public Comparison(
            Trigger trigger,
            List<PublishedViolation> before,
            List<Timeline> timelines,
            List<Breach> breaches,
            Duration alertMaxAge) {
        this.trigger = trigger;
        this.alertMaxAge = alertMaxAge;
        this.writer = new EventWriter(trigger, timelines);
        var inTime = new ArrayList<>(breaches);
        inTime.sort(Comparator.comparing(Breach::openedAt));
        var matching = new Matching(inTime, before);
        var ids = new ViolationIds(trigger.account().id(), before);
        for (var breach : inTime) {
            matching.of(breach).ifPresentOrElse(known -> goOn(known, breach), () -> open(ids.next(breach), breach));
        }
        matching.left().forEach(violation -> retract(violation, matching));
        published.sort(Comparator.comparing(PublishedViolation::firstOpenedAt).thenComparing(PublishedViolation::id));
    }

    /** What is published now. */
    public List<PublishedViolation> published() {
        return List.copyOf(published);
    }

    /** The events that say what changed, in the order in which they are to be published. */
    public List<ViolationEvent> events() {
        return List.copyOf(events);
    }

    private void open(String id, Breach breach) {
        var opened = new PublishedViolation(
                id,
                breach.rule().id(),
                breach.openedAt(),
                breach.openedAt(),
                breach.end(),
                1,
                breach.severity(),
                breach.keys(),
                breach.life().name(),
                isLate(breach) ? Discovery.LATE : Discovery.LIVE);
        events.add(writer.write(opened, breach, EventType.OPENED, List.of()));
        if (breach.end().isEmpty()) {
            published.add(opened);
        } else {
            var resolved = opened.updated(breach);
            published.add(resolved);
            events.add(writer.write(resolved, breach, EventType.RESOLVED, List.of()));
        }
    }

    private boolean isLate(Breach breach) {
        return breach.end().isPresent()
                || breach.openedAt().isBefore(trigger.now().minus(alertMaxAge));
    }

    private void goOn(PublishedViolation known, Breach breach) {
        var changes = changes(known, breach);
        var isOver = breach.end().isPresent();
        if (isOver ? known.end().equals(breach.end()) && !changesResolved(changes) : changes.isEmpty()) {
            published.add(known);
            return;
        }
        var next = known.updated(breach);
        published.add(next);
        events.add(writer.write(
                next, breach, isOver ? EventType.RESOLVED : EventType.UPDATED, isOver ? List.of() : changes));
    }

    /** What the readers of an open violation would see differently. */
    private static List<Change> changes(PublishedViolation known, Breach breach) {
        var changes = new ArrayList<Change>();
        if (known.end().isPresent() && breach.end().isEmpty()) {
            changes.add(Change.REOPENED);
        }
        if (!known.keys().equals(breach.keys())) {
            changes.add(Change.KEYS);
        }
        if (known.severity() != breach.severity()) {
            changes.add(Change.SEVERITY);
        }
        if (!known.openedAt().equals(breach.openedAt())) {
            changes.add(Change.START);
        }
        if (!known.name().equals(breach.life().name())) {
            changes.add(Change.NAME);
        }
        return changes;
    }

    /** A severity by itself is of no interest once the violation is over. */
    private static boolean changesResolved(List<Change> changes) {
        return changes.stream().anyMatch(change -> change != Change.SEVERITY);
    }

    private void retract(PublishedViolation violation, Matching matching) {
        if (violation.isRetracted()) {
            published.add(violation);
            return;
        }
        var retracted = violation.retracted();
        published.add(retracted);
        events.add(
                writer.writeRetraction(retracted, matching.continuing(violation).map(PublishedViolation::id)));
    }
}
