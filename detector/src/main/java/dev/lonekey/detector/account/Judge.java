package dev.lonekey.detector.account;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.history.Timeline;
import dev.lonekey.detector.rule.Breaches;
import dev.lonekey.detector.rule.Rules;
import dev.lonekey.detector.violation.Comparison;
import dev.lonekey.detector.violation.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds facts to the histories that they belong to, judges those histories anew, and says what changed. A pure function of
 * the stored entries, the facts and the trigger's time.
 *
 * @param margin how long calls signed with a key may be under way after the key was deactivated or deleted
 * @param alertMaxAge an OPENED of a violation that began longer ago than this is LATE
 */
public record Judge(Duration margin, Duration alertMaxAge) {

    /** A margin of 30 seconds, and a day until a violation is too old for an alarm. */
    public static final Judge DEFAULT = new Judge(Duration.ofSeconds(30), Duration.ofDays(1));

    /** Judges what one record tells of an account. */
    public Verdict judge(Entries entries, List<Fact> facts, Trigger trigger) {
        var draft = new Draft(entries);
        facts.forEach(draft::add);
        var events = new ArrayList<ViolationEvent>();
        for (var home : draft.changedHomes()) {
            var file = draft.file(home);
            var timelines = Timeline.in(file.dossier(), margin);
            var breaches = Rules.ALL.stream()
                    .flatMap(rule -> timelines.stream().flatMap(timeline -> Breaches.of(rule, timeline).stream()))
                    .toList();
            var comparison = new Comparison(trigger, file.published(), timelines, breaches, alertMaxAge);
            draft.publish(home, comparison.published());
            events.addAll(comparison.events());
        }
        return new Verdict(draft.writes(), List.copyOf(events));
    }
}
