package dev.lonekey.detector.webhook;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Change;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.detector.config.WebhookSettings;
import dev.lonekey.detector.config.WebhookSettings.Told;
import dev.lonekey.detector.policy.Wildcard;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which events somebody wants to be told. Each is judged by what it says itself, so that nothing has to be kept.
 *
 * @param accounts patterns; without any, all
 * @param rules ids; without any, all
 */
record Wanted(Severity atLeast, List<String> accounts, List<String> rules, Set<Told> events, Set<Discovery> discovery)
        implements Predicate<ViolationEvent> {

    /** What may turn something harmless into an alarm, or an alarm into something that is put up with. */
    private static final Set<Change> ALARMING =
            Collections.unmodifiableSet(EnumSet.of(Change.REOPENED, Change.SEVERITY, Change.EXCEPTION));

    static Wanted by(WebhookSettings settings) {
        return new Wanted(
                settings.severity().orElse(Severity.LOW),
                settings.accounts(),
                settings.rules(),
                settings.eventsOrUsual(),
                settings.discoveryOrUsual());
    }

    @Override
    public boolean test(ViolationEvent event) {
        return event.severity().compareTo(atLeast) >= 0
                && discovery.contains(event.discovery())
                && events.contains(told(event))
                && !isPutUpWith(event)
                && (rules.isEmpty() || rules.contains(event.rule().id()))
                && (accounts.isEmpty()
                        || accounts.stream()
                                .anyMatch(pattern -> Wildcard.matches(
                                        pattern, event.account().id())));
    }

    private static Told told(ViolationEvent event) {
        return switch (event.type()) {
            case OPENED -> Told.OPENED;
            case UPDATED -> Collections.disjoint(event.changes(), ALARMING) ? Told.UPDATED : Told.OPENED;
            case RESOLVED -> Told.RESOLVED;
        };
    }

    /** But that an exception covers it from now on is news: it was told as an alarm. */
    private static boolean isPutUpWith(ViolationEvent event) {
        return event.exception().isPresent() && !event.changes().contains(Change.EXCEPTION);
    }
}
