package dev.lonekey.detector.policy;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Exemption;
import dev.lonekey.detector.rule.Breach;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A breach as the configuration sees it at a time.
 *
 * @param severity lower than the breach's own while it may be a rotation
 * @param rotationEndsAt when it can no longer be one
 * @param exemption why it is put up with, if it is
 */
public record Finding(
        Breach breach, Severity severity, Optional<Instant> rotationEndsAt, Optional<Exemption> exemption) {

    /** When it will look different though nothing happens; never, if it is over. */
    public Optional<Instant> due() {
        if (breach.end().isPresent()) {
            return Optional.empty();
        }
        return Stream.of(
                        rotationEndsAt.filter(end -> severity != breach.severity()),
                        exemption.map(Exemption::expiresAt))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }
}
