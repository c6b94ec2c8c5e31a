package dev.lonekey.ingest.config;

import dev.lonekey.runtime.config.RefusedSetting;
import java.time.Duration;
import java.util.Optional;

/**
 * How CloudTrail's event history is read, which every account has without a trail.
 *
 * @param every how often; without it, never
 * @param lookBack how far back an account is read when it is read for the first time
 */
public record HistorySettings(Optional<Duration> every, Optional<Duration> lookBack) {

    public static final HistorySettings DEFAULT = new HistorySettings(Optional.empty(), Optional.empty());

    /** CloudTrail keeps the history for so long. */
    public static final Duration KEPT = Duration.ofDays(90);

    private static final Duration USUAL_LOOK_BACK = Duration.ofDays(7);

    /** An account is asked for each event by itself, at two calls a second. */
    private static final Duration LEAST_EVERY = Duration.ofMinutes(1);

    public HistorySettings {
        every = every == null ? Optional.empty() : every;
        lookBack = lookBack == null ? Optional.empty() : lookBack;
        every.filter(time -> time.compareTo(LEAST_EVERY) < 0).ifPresent(tooOften -> {
            throw new RefusedSetting("every", "it is at least 1m; AWS shows events minutes after they happened anyway");
        });
        lookBack.filter(time -> time.compareTo(KEPT) > 0).ifPresent(tooFar -> {
            throw new RefusedSetting("look-back", "it is at most 90d, for which CloudTrail keeps the history");
        });
    }

    /** Whether the history is read at all. */
    public boolean isOn() {
        return every.isPresent();
    }

    public Duration lookBackOrUsual() {
        return lookBack.orElse(USUAL_LOOK_BACK);
    }
}
