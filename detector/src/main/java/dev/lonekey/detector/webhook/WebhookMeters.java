package dev.lonekey.detector.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What is counted of one webhook. All wanted events end as one of taken, refused and unreadable; failed counts tries. */
final class WebhookMeters implements AutoCloseable {

    /** What became of a post. */
    enum Outcome {
        /** The receiver has it. */
        TAKEN,
        /** It has not; it is tried again. */
        FAILED,
        /** The event was given up, since the receiver refuses it. */
        REFUSED,
        /** The record in the topic is no violation event; it was left out. */
        UNREADABLE
    }

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<Outcome, Counter> posts = new EnumMap<>(Outcome.class);
    private final List<Meter> gauges = new ArrayList<>();
    private volatile Optional<Instant> oldestWaiting = Optional.empty();

    /** @param failing whether the webhook does not take what is posted */
    WebhookMeters(String webhook, MeterRegistry registry, Clock clock, BooleanSupplier failing) {
        this.registry = registry;
        this.clock = clock;
        for (var outcome : Outcome.values()) {
            posts.put(
                    outcome,
                    Counter.builder("lonekey.webhook.posts")
                            .description("Posts to a webhook, by what became of them")
                            .tag("webhook", webhook)
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        gauges.add(Gauge.builder("lonekey.webhook.behind.seconds", this, WebhookMeters::secondsBehind)
                .description("How long the oldest event has been waiting to be taken by a webhook; 0 when none does")
                .tag("webhook", webhook)
                .register(registry));
        gauges.add(Gauge.builder("lonekey.webhook.failing", failing, fails -> fails.getAsBoolean() ? 1 : 0)
                .description("1 while a webhook does not take what is posted")
                .tag("webhook", webhook)
                .strongReference(true) // nobody else holds it: without this the gauge is NaN after a garbage collection
                .register(registry));
    }

    void count(Outcome outcome) {
        posts.get(outcome).increment();
    }

    /** Notes when the oldest event that waits was published. */
    void waiting(Optional<Instant> since) {
        oldestWaiting = since;
    }

    private double secondsBehind() {
        return oldestWaiting
                .map(since ->
                        Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1_000.0))
                .orElse(0.0);
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}
