package dev.lonekey.detector.config;

import dev.lonekey.runtime.config.RefusedSetting;
import java.time.Duration;
import java.util.Optional;

/**
 * What is set about silence.
 *
 * @param eventsAfter an account of which no event came for so long is told as silent; by default none is, since where only
 *     events about users and keys are forwarded a quiet account is the usual one
 */
public record SilenceSettings(Optional<Duration> eventsAfter) {

    static final SilenceSettings DEFAULT = new SilenceSettings(Optional.empty());

    /** CloudTrail itself is late at times, and the time of the last event is published with a lag. */
    private static final Duration LEAST = Duration.ofMinutes(15);

    public SilenceSettings {
        eventsAfter = eventsAfter == null ? Optional.empty() : eventsAfter;
        if (eventsAfter.filter(length -> length.compareTo(LEAST) < 0).isPresent()) {
            throw new RefusedSetting("events-after", "it is at least 15m, since CloudTrail itself is minutes late");
        }
    }
}
