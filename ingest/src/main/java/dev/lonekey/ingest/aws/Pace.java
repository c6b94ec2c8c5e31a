package dev.lonekey.ingest.aws;

import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * How fast an account is asked, and how patiently.
 *
 * @param requestsPerSecond at most, over any longer time; for a moment half as many more, unless it is strict
 * @param inFlight calls at once, at most
 * @param throttleBackoff how long all calls pause after the first, second, … refusal for being too many
 * @param patience how long an account may throttle before its calls fail
 * @param attempts how often one call is tried when AWS is at fault or out of reach
 * @param retryBackoff how long such a call waits before it is tried the second, third, … time
 * @param isStrict whether no second at all may have more requests than that; then one call is made at a time
 */
public record Pace(
        int requestsPerSecond,
        int inFlight,
        BackoffStrategy throttleBackoff,
        Duration patience,
        int attempts,
        BackoffStrategy retryBackoff,
        boolean isStrict) {

    /**
     * LookupEvents, for each account and region.
     *
     * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html">quotas</a>
     */
    private static final int LOOKUPS_PER_SECOND = 2;

    private static final int IN_FLIGHT = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int ATTEMPTS = 5;

    public Pace {
        if (isStrict && inFlight != 1) {
            throw new IllegalArgumentException("a strict pace allows one call at a time, not " + inFlight);
        }
    }

    /** A pace that is not strict. */
    public Pace(
            int requestsPerSecond,
            int inFlight,
            BackoffStrategy throttleBackoff,
            Duration patience,
            int attempts,
            BackoffStrategy retryBackoff) {
        this(requestsPerSecond, inFlight, throttleBackoff, patience, attempts, retryBackoff, false);
    }

    /** The usual pace at a number of requests per second. */
    public static Pace of(int requestsPerSecond) {
        return usual(requestsPerSecond, IN_FLIGHT, false);
    }

    /** As fast as AWS lets an account's event history be read. */
    public static Pace ofLookups() {
        return usual(LOOKUPS_PER_SECOND, 1, true);
    }

    private static Pace usual(int requestsPerSecond, int inFlight, boolean isStrict) {
        return new Pace(
                requestsPerSecond,
                inFlight,
                BackoffStrategy.exponentialDelay(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                PATIENCE,
                ATTEMPTS,
                BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(500), Duration.ofSeconds(10)),
                isStrict);
    }

    /** How long to pause after so many refusals. The SDK counts attempts, of which the first has no delay. */
    Duration throttlePause(int refusals) {
        return throttleBackoff.computeDelay(refusals + 1);
    }

    /** How long to wait after so many failures. */
    Duration retryPause(int failures) {
        return retryBackoff.computeDelay(failures + 1);
    }

    /** How many calls may be made at once after a time without any. */
    int burst() {
        return Math.max(1, requestsPerSecond / 2);
    }
}
