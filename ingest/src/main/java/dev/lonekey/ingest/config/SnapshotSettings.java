package dev.lonekey.ingest.config;

import dev.lonekey.runtime.config.RefusedSetting;
import java.time.Duration;
import java.util.Optional;

/**
 * How IAM is asked.
 *
 * @param fullEvery how often every user of an account is listed
 * @param reportEvery how often only root and the users that matter are looked at
 * @param requestsPerSecond how many calls a second an account's IAM has to stand from us; other tools share its limits
 */
public record SnapshotSettings(
        Optional<Duration> fullEvery, Optional<Duration> reportEvery, Optional<Integer> requestsPerSecond) {

    public static final SnapshotSettings DEFAULT =
            new SnapshotSettings(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Duration USUAL_FULL = Duration.ofHours(6);
    private static final Duration USUAL_REPORT = Duration.ofHours(1);
    private static final int USUAL_REQUESTS = 10;
    private static final int MOST_REQUESTS = 1000;

    /** Lists show changes only after half of that anyway. */
    private static final Duration LEAST_EVERY = Duration.ofMinutes(1);

    public SnapshotSettings {
        fullEvery = fullEvery == null ? Optional.empty() : fullEvery;
        reportEvery = reportEvery == null ? Optional.empty() : reportEvery;
        requestsPerSecond = requestsPerSecond == null ? Optional.empty() : requestsPerSecond;
        requireAtLeast("full-every", fullEvery);
        requireAtLeast("report-every", reportEvery);
        if (requestsPerSecond.orElse(1) < 1 || requestsPerSecond.orElse(1) > MOST_REQUESTS) {
            throw new RefusedSetting("requests-per-second", "it is a number from 1 to " + MOST_REQUESTS);
        }
    }

    private static void requireAtLeast(String setting, Optional<Duration> every) {
        every.filter(time -> time.compareTo(LEAST_EVERY) < 0).ifPresent(tooOften -> {
            throw new RefusedSetting(setting, "it is at least 1m");
        });
    }

    public Duration fullEveryOrUsual() {
        return fullEvery.orElse(USUAL_FULL);
    }

    public Duration reportEveryOrUsual() {
        return reportEvery.orElse(USUAL_REPORT);
    }

    public int requestsPerSecondOrUsual() {
        return requestsPerSecond.orElse(USUAL_REQUESTS);
    }
}
