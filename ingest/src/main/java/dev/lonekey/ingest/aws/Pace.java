package dev.lonekey.ingest.aws;

import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * How fast an account is asked, and how patiently.
 *
 * @param requestsPerSecond at most, over any longer time; for a moment half as many more
 * @param inFlight calls at once, at most
 * @param throttleBackoff how long all calls pause after the first, second, … refusal for being too many
 * @param patience how long an account may throttle before its calls fail
 * @param attempts how often one call is tried when AWS is at fault or out of reach
 * @param retryBackoff how long such a call waits before it is tried the second, third, … time
 */
public record Pace(
        int requestsPerSecond,
        int inFlight,
        BackoffStrategy throttleBackoff,
        Duration patience,
        int attempts,
        BackoffStrategy retryBackoff) {

    private static final int IN_FLIGHT = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int ATTEMPTS = 5;

    /** The usual pace at a number of requests per second. */
    public static Pace of(int requestsPerSecond) {
        return new Pace(
                requestsPerSecond,
                IN_FLIGHT,
                BackoffStrategy.exponentialDelay(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                PATIENCE,
                ATTEMPTS,
                BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(500), Duration.ofSeconds(10)));
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
