package dev.lonekey.detector.config;

import dev.lonekey.contract.violation.Severity;
import java.util.Optional;

/**
 * What is set about a rule.
 *
 * @param enabled whether it is asked at all; it is, unless set otherwise
 * @param severity how bad it always is, instead of what it says by itself
 */
public record RuleSettings(Optional<Boolean> enabled, Optional<Severity> severity) {

    static final RuleSettings DEFAULT = new RuleSettings(Optional.empty(), Optional.empty());

    public RuleSettings {
        enabled = enabled == null ? Optional.empty() : enabled;
        severity = severity == null ? Optional.empty() : severity;
    }

    boolean isOff() {
        return !enabled.orElse(true);
    }
}
