package dev.lonekey.detector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WebhookMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void failing_isToldAfterAGarbageCollection() {
        // Given
        var failing = new AtomicBoolean(true);
        var meters = new WebhookMeters("tickets", registry, Clock.systemUTC(), failing::get);
        // When
        System.gc();
        // Then
        assertThat(registry.get("lonekey.webhook.failing").gauge().value()).isEqualTo(1);
        meters.close();
        assertThat(registry.find("lonekey.webhook.failing").gauge()).isNull();
    }
}
