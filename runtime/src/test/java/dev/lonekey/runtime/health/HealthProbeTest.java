package dev.lonekey.runtime.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.runtime.config.HttpSettings;
import dev.lonekey.runtime.http.Endpoint;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthProbeTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void allUp_isWellAndPrintsNothing() {
        // Given
        try (var endpoint = endpoint(Health.up("running"))) {
            // When, Then
            assertThat(isWell(endpoint.url())).isTrue();
            assertThat(printed.toString(UTF_8)).isEmpty();
        }
    }

    @Test
    void oneDown_isNotWellAndSaysWhy() {
        // Given
        try (var endpoint = endpoint(Health.down("restoring state"))) {
            // When, Then
            assertThat(isWell(endpoint.url())).isFalse();
            assertThat(printed.toString(UTF_8)).contains("restoring state");
        }
    }

    @Test
    void nobodyListens_isNotWell() {
        // Given
        var endpoint = endpoint(Health.up("running"));
        endpoint.close();
        // When, Then
        assertThat(isWell(endpoint.url())).isFalse();
        assertThat(printed.toString(UTF_8)).contains("does not answer");
    }

    private boolean isWell(String url) {
        return HealthProbe.isWell(URI.create(url + "/health/ready"), new PrintStream(printed, true, UTF_8));
    }

    private static Endpoint endpoint(Health health) {
        var part = new Component() {
            @Override
            public String name() {
                return "detector";
            }

            @Override
            public Health check() {
                return health;
            }
        };
        return new Endpoint(
                new HttpSettings(Optional.empty(), Optional.of(0), Optional.empty()),
                0,
                List.of(part),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                List.of());
    }
}
