package dev.lonekey.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HealthMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void part_isFollowedFromDownToUpToStopped() {
        // Given
        var health = new AtomicReference<>(Health.down("restores its state"));
        new HealthMetrics(List.of(part("detector", health::get))).bindTo(registry);
        // When, Then
        assertThat(value("detector")).isZero();
        health.set(Health.up("running"));
        assertThat(value("detector")).isEqualTo(1);
        health.set(Health.stopped("a record kills it"));
        assertThat(value("detector")).isEqualTo(-1);
    }

    @Test
    void checkThatThrows_isDown() {
        // When
        new HealthMetrics(List.of(part("odd", () -> {
                    throw new IllegalStateException("odd");
                })))
                .bindTo(registry);
        // Then
        assertThat(value("odd")).isZero();
    }

    private double value(String part) {
        return registry.get("lonekey.health").tag("part", part).gauge().value();
    }

    private static Component part(String name, Supplier<Health> health) {
        return new Component() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Health check() {
                return health.get();
            }
        };
    }
}
