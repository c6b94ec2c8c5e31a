package dev.lonekey.detector.violation;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.Exemption;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.policy.Finding;
import dev.lonekey.detector.rule.Breach;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was published of a violation last: as much as the next comparison needs.
 *
 * @param firstOpenedAt the start that was published first; the id is made from it
 * @param keys the status of its keys, by id
 * @param name the principal's name
 * @param exemption the exception that covered it
 */
public record PublishedViolation(
        String id,
        String ruleId,
        Instant firstOpenedAt,
        Instant openedAt,
        Optional<Breach.End> end,
        int revision,
        Severity severity,
        Map<String, KeyStatus> keys,
        Name name,
        Discovery discovery,
        Optional<Exemption> exemption) {

    public PublishedViolation {
        keys = Map.copyOf(keys);
    }

    /**
     * What an event says was published.
     *
     * @param name the principal's name, the empty one of root
     */
    public static PublishedViolation of(ViolationEvent event, Name name) {
        var end = event.resolvedAt().flatMap(at -> event.resolution().map(reason -> new Breach.End(at, reason)));
        return new PublishedViolation(
                event.violationId(),
                event.rule().id(),
                event.openedAt(),
                event.openedAt(),
                end,
                event.revision(),
                event.severity(),
                event.keys().stream().collect(Collectors.toMap(Key::accessKeyId, Key::status, (one, other) -> one)),
                name,
                event.discovery(),
                event.exception());
    }

    /** What is published of a finding that goes on with this violation. */
    PublishedViolation updated(Finding finding) {
        var breach = finding.breach();
        return new PublishedViolation(
                id,
                ruleId,
                firstOpenedAt,
                breach.openedAt(),
                breach.end(),
                revision + 1,
                finding.severity(),
                breach.keys(),
                breach.life().name(),
                discovery,
                finding.exemption());
    }

    /** What is published when the violation never was. */
    PublishedViolation retracted() {
        return ended(new Breach.End(openedAt, Resolution.RETRACTED));
    }

    /** What is published when the violation ends for a reason that lies outside of its keys. */
    PublishedViolation ended(Breach.End end) {
        return new PublishedViolation(
                id,
                ruleId,
                firstOpenedAt,
                openedAt,
                Optional.of(end),
                revision + 1,
                severity,
                keys,
                name,
                discovery,
                exemption);
    }

    /** The same under an exception, or under none. */
    public PublishedViolation exempted(Optional<Exemption> by) {
        return new PublishedViolation(
                id, ruleId, firstOpenedAt, openedAt, end, revision, severity, keys, name, discovery, by);
    }

    /** How many bytes it takes to store, roughly, and rather too many than too few. */
    public int weight() {
        return 90 + 8 * keys.size();
    }

    /** Whether it was over before a second, so that nothing that still counts can change it. */
    public boolean isOverBefore(Instant second) {
        return end.filter(over -> over.at().isBefore(second)).isPresent();
    }

    boolean isRetracted() {
        return end.filter(over -> over.reason() == Resolution.RETRACTED).isPresent();
    }

    /**
     * Whether a breach has a second and a key in common with what was published. A retracted violation never was, so only
     * a breach that holds its start brings it back; a later one is news, and deserves an OPENED.
     */
    boolean overlaps(Breach breach) {
        return sharesKeyWith(breach)
                && isBefore(openedAt, breach.end())
                && (isRetracted() ? !breach.openedAt().isAfter(openedAt) : isBefore(breach.openedAt(), end));
    }

    boolean sharesKeyWith(Breach breach) {
        return breach.keys().keySet().stream().anyMatch(keys::containsKey);
    }

    private static boolean isBefore(Instant at, Optional<Breach.End> end) {
        return end.isEmpty() || at.isBefore(end.get().at());
    }
}
