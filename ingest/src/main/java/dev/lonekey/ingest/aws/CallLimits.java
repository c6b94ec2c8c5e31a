package dev.lonekey.ingest.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * How long a call may take and how often it is tried.
 *
 * @param silence the longest that the connection may be silent, and a little less than an attempt may take
 * @param call all attempts together
 */
record CallLimits(int attempts, Duration silence, Duration attempt, Duration call) {

    static final CallLimits ONCE =
            new CallLimits(1, Duration.ofSeconds(9), Duration.ofSeconds(10), Duration.ofSeconds(12));
    static final CallLimits THRICE =
            new CallLimits(3, Duration.ofSeconds(9), Duration.ofSeconds(10), Duration.ofSeconds(30));
    /** SQS answers after 20 seconds if there are no messages. */
    static final CallLimits LONG_POLLING =
            new CallLimits(3, Duration.ofSeconds(25), Duration.ofSeconds(27), Duration.ofSeconds(80));

    static final Duration CONNECT = Duration.ofSeconds(5);

    RetryStrategy retries() {
        return attempts == 1
                ? AwsRetryStrategy.doNotRetry()
                : AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .build();
    }
}
