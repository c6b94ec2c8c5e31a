package dev.lonekey.ingest.aws;

import io.github.bucket4j.Bucket;
import java.time.Duration;

/** Keeps to the pace over any longer time; after a time without calls some may be made at once. */
final class TokenBudget implements Budget {

    private final Bucket bucket;

    TokenBudget(Pace pace) {
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(pace.burst())
                        .refillGreedy(pace.requestsPerSecond(), Duration.ofSeconds(1))
                        .initialTokens(1))
                .withNanosecondPrecision()
                .build();
    }

    /** Goes by a clock of its own. */
    @Override
    public long take(long now) {
        return bucket.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill();
    }

    @Override
    public void ended(long now) {
        // a call counts from its start
    }
}
