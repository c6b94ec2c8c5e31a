package dev.lonekey.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.runtime.config.HttpSettings;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.Health;
import dev.lonekey.runtime.metrics.ProcessMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EndpointTest {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void allUp_isReadyAndLive() throws Exception {
        // Given
        try (var endpoint = endpoint(component("kafka", () -> Health.up("the topics are right")))) {
            // When
            var ready = get(endpoint, "/health/ready");
            var live = get(endpoint, "/health/live");
            // Then
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(ready.body())
                    .isEqualTo(
                            "{\"status\":\"UP\",\"components\":{\"kafka\":{\"status\":\"UP\",\"detail\":\"the topics are right\"}}}");
            assertThat(live.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void oneDown_isNotReadyButLive() throws Exception {
        // Given
        try (var endpoint = endpoint(
                component("kafka", () -> Health.up("")), component("detector", () -> Health.down("restoring state")))) {
            // When
            var ready = get(endpoint, "/health/ready");
            var live = get(endpoint, "/health/live");
            // Then
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body())
                    .startsWith("{\"status\":\"DOWN\"")
                    .contains("{\"status\":\"DOWN\",\"detail\":\"restoring state\"}");
            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(live.body()).startsWith("{\"status\":\"UP\"");
        }
    }

    @Test
    void oneStoppedForGood_isNeither() throws Exception {
        // Given
        try (var endpoint = endpoint(component("detector", () -> Health.stopped("a record kills it")))) {
            // When
            var ready = get(endpoint, "/health/ready");
            var live = get(endpoint, "/health/live");
            // Then
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(live.statusCode()).isEqualTo(503);
        }
    }

    @Test
    void checkThatThrows_countsAsDownAndSaysItHarmlessly() throws Exception {
        // Given
        try (var endpoint = endpoint(component("odd", () -> {
            throw new IllegalStateException("a\u001b[31mred\nline");
        }))) {
            // When
            var ready = get(endpoint, "/health/ready");
            // Then
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body())
                    .contains(
                            "{\"status\":\"DOWN\",\"detail\":\"its check failed: java.lang.IllegalStateException: a[31mredline\"}");
        }
    }

    @Test
    void metrics_areTextForPrometheus() throws Exception {
        // Given
        try (var process = new ProcessMetrics("1.2.3");
                var endpoint = endpoint()) {
            process.bindTo(meters);
            // When
            var plain = get(endpoint, "/metrics");
            var open = get(endpoint, "/metrics", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
            // Then
            assertThat(plain.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(plain.body())
                    .contains(
                            "lonekey_build_info{version=\"1.2.3\"} 1",
                            "jvm_memory_used_bytes",
                            "jvm_threads_live_threads",
                            "process_uptime_seconds",
                            "system_cpu_count");
            assertThat(open.headers().firstValue("Content-Type"))
                    .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(open.body()).endsWith("# EOF\n");
        }
    }

    @Test
    void anythingElse_isNotFoundWithoutAnyHintAtTheServer() throws Exception {
        // Given
        try (var endpoint = endpoint()) {
            // When
            var answer = get(endpoint, "/secret");
            // Then
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void nothingSet_listensForThisMachineOnly() {
        // When
        try (var endpoint = endpoint()) {
            // Then
            assertThat(endpoint.url()).isEqualTo("http://127.0.0.1:" + endpoint.port());
        }
    }

    @Test
    void portInUse_isSaidInOneLine() throws IOException {
        // Given
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = new HttpSettings(Optional.empty(), Optional.of(taken.getLocalPort()), Optional.empty());
            // When, Then
            assertThatThrownBy(() -> new Endpoint(settings, 0, List.of(), meters, List.of()))
                    .isInstanceOf(Failure.class)
                    .hasMessage("port " + taken.getLocalPort()
                            + " is in use; stop what listens there, or set another \"port\" under \"http\"");
        }
    }

    @Test
    void addressOfAnotherMachine_isSaidInOneLine() {
        // Given
        var settings = new HttpSettings(Optional.of("192.0.2.1"), Optional.empty(), Optional.empty());
        // When, Then
        assertThatThrownBy(() -> new Endpoint(settings, 0, List.of(), meters, List.of()))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("cannot listen on port 0 of 192.0.2.1 (")
                .hasMessageContaining("set \"host\" under \"http\" to an address of this machine");
    }

    private Endpoint endpoint(Component... components) {
        return new Endpoint(HttpSettings.DEFAULT, 0, List.of(components), meters, List.of());
    }

    private static Component component(String name, Supplier<Health> check) {
        return new Component() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Health check() {
                return check.get();
            }
        };
    }

    private static HttpResponse<String> get(Endpoint endpoint, String path, String... accept) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(endpoint.url() + path));
        for (var type : accept) {
            request.header("Accept", type);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
