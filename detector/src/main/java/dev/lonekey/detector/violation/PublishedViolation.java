package dev.lonekey.detector.violation;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.rule.Breach;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What was published of a violation last: as much as the next comparison needs.
 *
 * @param firstOpenedAt the start that was published first; the id is made from it
 * @param keys the status of its keys, by id
 * @param name the principal's name
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
        Discovery discovery) {

    public PublishedViolation {
        keys = Map.copyOf(keys);
    }

    /** What is published of a breach that goes on with this violation. */
    PublishedViolation updated(Breach breach) {
        return new PublishedViolation(
                id,
                ruleId,
                firstOpenedAt,
                breach.openedAt(),
                breach.end(),
                revision + 1,
                breach.severity(),
                breach.keys(),
                breach.life().name(),
                discovery);
    }

    /** What is published when the violation never was. */
    PublishedViolation retracted() {
        return new PublishedViolation(
                id,
                ruleId,
                firstOpenedAt,
                openedAt,
                Optional.of(new Breach.End(openedAt, Resolution.RETRACTED)),
                revision + 1,
                severity,
                keys,
                name,
                discovery);
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
