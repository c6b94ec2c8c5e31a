package dev.lonekey.detector.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What is set about alarms.
 *
 * @param maxAge a violation that began longer ago than this when it is detected is LATE: no reason to wake anybody
 * @param onBaseline whether a violation that was there when a user or an account was listed first is an alert in OCSF, too; it
 *     is not, unless set otherwise
 */
public record AlertSettings(Optional<Duration> maxAge, Optional<Boolean> onBaseline) {

    static final AlertSettings DEFAULT = new AlertSettings(Optional.empty(), Optional.empty());

    public AlertSettings {
        maxAge = maxAge == null ? Optional.empty() : maxAge;
        onBaseline = onBaseline == null ? Optional.empty() : onBaseline;
    }

    /** Whether what was there before is an alert, too. */
    public boolean alertOnBaseline() {
        return onBaseline.orElse(false);
    }
}
