package dev.lonekey.detector.violation;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Change;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.history.Timeline;
import dev.lonekey.detector.policy.Finding;
import dev.lonekey.detector.rule.Breach;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares the intervals that there are with what was published, and says what changed: OPENED, UPDATED, RESOLVED; nothing,
 * where nothing did. What was over before facts ceased to be kept stays as it was published.
 */
public final class Comparison {

    private final Trigger trigger;
    private final Standpoint standpoint;
    private final EventWriter writer;
    private final List<PublishedViolation> published = new ArrayList<>();
    private final List<ViolationEvent> events = new ArrayList<>();
    private final List<ViolationEvent> corrections = new ArrayList<>();

    /**
     * Compares.
     *
     * @param before what was published before of the same users
     * @param timelines those users' keys
     * @param findings all of their intervals
     */
    public Comparison(
            Trigger trigger,
            List<PublishedViolation> before,
            List<Timeline> timelines,
            List<Finding> findings,
            Standpoint standpoint) {
        this.trigger = trigger;
        this.standpoint = standpoint;
        this.writer = new EventWriter(trigger, timelines);
        var open = new ArrayList<PublishedViolation>();
        before.forEach(known -> (known.isOverBefore(standpoint.finalBefore()) ? published : open).add(known));
        var inTime = findings.stream()
                .filter(finding -> !isFinal(finding.breach()))
                .sorted(Comparator.comparing(finding -> finding.breach().openedAt()))
                .toList();
        var matching = new Matching(inTime.stream().map(Finding::breach).toList(), open, standpoint.finalBefore());
        var ids = new ViolationIds(trigger.account().id(), before);
        for (var finding : inTime) {
            matching.of(finding.breach())
                    .ifPresentOrElse(
                            known -> goOn(known, frozen(known, finding)),
                            () -> open(ids.next(finding.breach()), finding));
        }
        matching.left().forEach(violation -> leave(violation, matching));
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

    /** Those of the events that end a violation that had ended before: otherwise, for another reason, or with other keys. */
    public List<ViolationEvent> corrections() {
        return List.copyOf(corrections);
    }

    private boolean isFinal(Breach breach) {
        return breach.end()
                .filter(end -> end.at().isBefore(standpoint.finalBefore()))
                .isPresent();
    }

    /** What began before facts ceased to be kept began as it was published, and with the keys that it had then. */
    private Finding frozen(PublishedViolation known, Finding finding) {
        var breach = finding.breach();
        var finalBefore = standpoint.finalBefore();
        if (!known.openedAt().isBefore(finalBefore)) {
            return finding;
        }
        return new Finding(
                breach.begun(known.openedAt(), known.keys().keySet(), finalBefore),
                finding.severity(),
                finding.rotationEndsAt(),
                finding.exemption());
    }

    private void open(String id, Finding finding) {
        var breach = finding.breach();
        var opened = new PublishedViolation(
                id,
                breach.rule().id(),
                breach.openedAt(),
                breach.openedAt(),
                breach.end(),
                1,
                finding.severity(),
                breach.keys(),
                breach.life().name(),
                discovery(breach),
                finding.exemption());
        events.add(writer.write(opened, finding, EventType.OPENED, List.of()));
        if (breach.end().isEmpty()) {
            published.add(opened);
        } else {
            var resolved = opened.updated(finding);
            published.add(resolved);
            events.add(writer.write(resolved, finding, EventType.RESOLVED, List.of()));
        }
    }

    private Discovery discovery(Breach breach) {
        if (isBaseline(breach)) {
            return Discovery.BASELINE;
        }
        return breach.end().isPresent()
                        || breach.openedAt()
                                .isBefore(trigger.now()
                                        .minus(standpoint.policy().limits().alertMaxAge()))
                ? Discovery.LATE
                : Discovery.LIVE;
    }

    /**
     * Whether it was found by the first look at a user of unknown age. A user that earlier snapshots did not show is new,
     * and what its first look finds is no baseline but a lost event.
     */
    private boolean isBaseline(Breach breach) {
        var life = breach.life();
        return trigger.cause() instanceof Cause.Snapshot
                && !life.beginKnown()
                && life.firstLook()
                        .filter(look -> !breach.openedAt().isBefore(look.asOf())
                                && !breach.openedAt().isAfter(look.until())
                                && !standpoint.completed().isAnyBefore(look.asOf()))
                        .isPresent();
    }

    private void goOn(PublishedViolation known, Finding finding) {
        var breach = finding.breach();
        var changes = changes(known, finding);
        var isOver = breach.end().isPresent();
        if (isOver ? known.end().equals(breach.end()) && !changesResolved(changes) : changes.isEmpty()) {
            published.add(known);
            return;
        }
        var next = known.updated(finding);
        published.add(next);
        add(
                known,
                writer.write(
                        next, finding, isOver ? EventType.RESOLVED : EventType.UPDATED, isOver ? List.of() : changes));
    }

    /** What the readers of an open violation would see differently. */
    private static List<Change> changes(PublishedViolation known, Finding finding) {
        var breach = finding.breach();
        var changes = new ArrayList<Change>();
        if (known.end().isPresent() && breach.end().isEmpty()) {
            changes.add(Change.REOPENED);
        }
        if (!known.keys().equals(breach.keys())) {
            changes.add(Change.KEYS);
        }
        if (known.severity() != finding.severity()) {
            changes.add(Change.SEVERITY);
        }
        if (!known.openedAt().equals(breach.openedAt())) {
            changes.add(Change.START);
        }
        if (!known.name().equals(breach.life().name())) {
            changes.add(Change.NAME);
        }
        if (!known.exemption().equals(finding.exemption())) {
            changes.add(Change.EXCEPTION);
        }
        return changes;
    }

    /** A severity or an exception by itself is of no interest once the violation is over. */
    private static boolean changesResolved(List<Change> changes) {
        return changes.stream().anyMatch(change -> change != Change.SEVERITY && change != Change.EXCEPTION);
    }

    /** Nothing goes on with it: it never was, unless its rule is no longer asked. */
    private void leave(PublishedViolation violation, Matching matching) {
        var isRuleOff = !standpoint.isOn(violation.ruleId());
        if (violation.isRetracted() || (isRuleOff && violation.end().isPresent())) {
            published.add(violation);
            return;
        }
        var second = Instant.ofEpochSecond(trigger.now().getEpochSecond());
        var ended = isRuleOff
                ? violation.ended(new Breach.End(
                        second.isBefore(violation.openedAt()) ? violation.openedAt() : second,
                        Resolution.RULE_DISABLED))
                : violation.retracted();
        published.add(ended);
        add(
                violation,
                writer.writeEnd(
                        ended,
                        isRuleOff
                                ? Optional.empty()
                                : matching.continuing(violation).map(PublishedViolation::id)));
    }

    private void add(PublishedViolation before, ViolationEvent event) {
        events.add(event);
        if (before.end().isPresent() && event.type() == EventType.RESOLVED) {
            corrections.add(event);
        }
    }
}
