package dev.lonekey.detector;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.oracle.ExpectedViolation;
import dev.lonekey.detector.oracle.WatchedRule;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a detector has found, in the oracle's words. */
public final class Findings {

    private Findings() {}

    /**
     * The violations that remain at the end: the newest event of each, unless it takes the violation back.
     *
     * @param events of one violation in order of publication
     */
    public static Set<ExpectedViolation> of(Collection<ViolationEvent> events) {
        var newest = new LinkedHashMap<String, ViolationEvent>();
        events.forEach(event -> newest.put(event.violationId(), event));
        return newest.values().stream()
                .filter(event ->
                        event.resolution().filter(Resolution.RETRACTED::equals).isEmpty())
                .map(Findings::asExpected)
                .collect(Collectors.toSet());
    }

    private static ExpectedViolation asExpected(ViolationEvent event) {
        var rule = Arrays.stream(WatchedRule.values())
                .filter(watched -> watched.id().equals(event.rule().id()))
                .findFirst()
                .orElseThrow();
        return new ExpectedViolation(
                event.account().id(),
                rule,
                event.principal().type() == PrincipalType.ROOT
                        ? ExpectedViolation.ROOT
                        : event.principal().name().toLowerCase(Locale.ROOT),
                event.openedAt(),
                event.resolvedAt(),
                event.resolution().map(reason -> ExpectedViolation.Reason.valueOf(reason.name())),
                event.keys().stream()
                        .map(ViolationEvent.Key::accessKeyId)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
