package dev.lonekey.detector.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What is set about alarms.
 *
 * @param maxAge a violation that began longer ago than this when it is detected is LATE: no reason to wake anybody
 */
public record AlertSettings(Optional<Duration> maxAge) {

    static final AlertSettings DEFAULT = new AlertSettings(Optional.empty());

    public AlertSettings {
        maxAge = maxAge == null ? Optional.empty() : maxAge;
    }
}
