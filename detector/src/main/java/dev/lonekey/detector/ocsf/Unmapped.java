package dev.lonekey.detector.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Baseline;
import dev.lonekey.contract.violation.ViolationEvent.Change;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.Exemption;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.Principal;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.contract.violation.ViolationEvent.RuleReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What OCSF has no place for, under the names that it has in violation events. */
record Unmapped(
        EventType type,
        int revision,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Change> changes,
        RuleReference rule,
        Principal principal,
        List<Key> keys,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Key> otherKeys,
        Instant openedAt,
        Optional<Instant> resolvedAt,
        Optional<Resolution> resolution,
        Optional<String> continuedBy,
        Discovery discovery,
        Baseline baseline,
        Optional<Instant> rotationEndsAt,
        Optional<Exemption> exception,
        Steps remediation) {

    /** What is to be done with which key. */
    record Steps(Optional<String> keep, List<String> deactivate, List<String> commands) {}

    static Unmapped of(ViolationEvent event) {
        var remediation = event.remediation();
        return new Unmapped(
                event.type(),
                event.revision(),
                event.changes(),
                event.rule(),
                event.principal(),
                event.keys(),
                event.otherKeys(),
                event.openedAt(),
                event.resolvedAt(),
                event.resolution(),
                event.continuedBy(),
                event.discovery(),
                event.baseline(),
                event.rotationEndsAt(),
                event.exception(),
                new Steps(remediation.keep(), remediation.deactivate(), remediation.commands()));
    }
}
