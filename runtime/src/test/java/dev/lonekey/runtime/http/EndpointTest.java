package dev.lonekey.runtime.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

    @Test
    void everyAnswer_hasHeadersAgainstMisuseInBrowsers() throws Exception {
        // Given
        try (var endpoint = endpoint()) {
            for (var path : List.of("/health/ready", "/metrics", "/nothing", "/api/open", "/api/broken", "/%")) {
                // When
                var answer = raw(endpoint, "GET " + path + " HTTP/1.1", "Host: localhost");
                // Then
                assertThat(answer)
                        .as(path)
                        .contains("Content-Security-Policy: default-src 'none'; script-src 'self';")
                        .contains("frame-ancestors 'none'\r\n")
                        .contains("X-Content-Type-Options: nosniff\r\n")
                        .contains("Referrer-Policy: no-referrer\r\n")
                        .contains("Cross-Origin-Resource-Policy: same-origin\r\n")
                        .contains("Cross-Origin-Opener-Policy: same-origin\r\n")
                        .doesNotContain("Access-Control-", "Server:", "Jetty", "Set-Cookie");
            }
        }
    }

    @Test
    void anythingButReading_isNotAllowed() throws Exception {
        // Given
        try (var endpoint = endpoint()) {
            for (var method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY", "FOO")) {
                // When
                var answer = raw(endpoint, method + " /api/open HTTP/1.1", "Host: 127.0.0.1", "Content-Length: 0");
                // Then
                assertThat(answer)
                        .as(method)
                        .startsWith("HTTP/1.1 405 ")
                        .contains("Allow: GET, HEAD\r\n")
                        .contains("{\"error\":\"everything here is for reading only; use GET or HEAD\"}");
            }
        }
    }

    @Test
    void head_isAnsweredAsGetIs() throws Exception {
        // Given
        try (var endpoint = endpoint(component("kafka", () -> Health.down("away")))) {
            // Then
            assertThat(raw(endpoint, "HEAD /health/ready HTTP/1.1", "Host: 127.0.0.1"))
                    .startsWith("HTTP/1.1 503 ")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void hostOfAnotherName_isRefusedOnTheLoopback() throws Exception {
        // Given
        try (var endpoint = endpoint()) {
            for (var host : List.of(
                    "evil.example",
                    "evil.example:" + endpoint.port(),
                    "localhost.evil.example",
                    "127.0.0.1.evil.example",
                    "192.0.2.1",
                    "[::2]",
                    "127.0.0.1@evil.example")) {
                // When
                var answer = raw(endpoint, "GET /api/open HTTP/1.1", "Host: " + host);
                // Then
                assertThat(answer).as(host).matches("(?s)HTTP/1.1 4(21|00) .*").doesNotContain("open answer");
            }
            assertThat(raw(endpoint, "GET /health/live HTTP/1.1", "Host: evil.example"))
                    .startsWith("HTTP/1.1 421 ")
                    .contains("use one of them, or set \\\"host\\\" under \\\"http\\\"");
            for (var host : List.of("localhost", "LOCALHOST:1", "127.0.0.1:" + endpoint.port(), "[::1]", "[::1]:80")) {
                assertThat(raw(endpoint, "GET /api/open HTTP/1.1", "Host: " + host))
                        .as(host)
                        .startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void hostOfAnyName_isTakenElsewhere() throws Exception {
        // Given
        var everywhere = new HttpSettings(Optional.of("0.0.0.0"), Optional.empty(), Optional.empty());
        try (var endpoint = new Endpoint(everywhere, 0, List.of(), meters, List.of(ROUTES))) {
            // Then
            assertThat(raw(endpoint, "GET /api/open HTTP/1.1", "Host: lonekey.example.com"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void token_isNeededBelowApiOnly() throws Exception {
        // Given
        var settings = new HttpSettings(Optional.empty(), Optional.empty(), Optional.of("0123456789abcdef"));
        try (var endpoint = new Endpoint(settings, 0, List.of(), meters, List.of(ROUTES))) {
            for (var wrong : List.of(
                    "X: y",
                    "Authorization: Bearer 0123456789abcdeF",
                    "Authorization: Bearer 0123456789abcde",
                    "Authorization: Bearer ",
                    "Authorization: Basic 0123456789abcdef",
                    "Authorization: 0123456789abcdef")) {
                for (var path : List.of(
                        "/api/open", "/api/open/", "/api", "/api/unknown", "/api/open?token=0123456789abcdef")) {
                    // When
                    var answer = raw(endpoint, "GET " + path + " HTTP/1.1", "Host: localhost", wrong);
                    // Then
                    assertThat(answer)
                            .as(path + " " + wrong)
                            .startsWith("HTTP/1.1 401 ")
                            .contains("WWW-Authenticate: Bearer\r\n")
                            .doesNotContain("0123456789abcdef", "open answer");
                }
            }
            for (var odd :
                    List.of("//api/open", "/%61pi/open", "/./api/open", "/x/../api/open", "/api;x/open", "/API/open")) {
                assertThat(raw(endpoint, "GET " + odd + " HTTP/1.1", "Host: localhost"))
                        .as(odd)
                        .doesNotContain("open answer");
            }
            assertThat(raw(
                            endpoint,
                            "GET /api/open HTTP/1.1",
                            "Host: localhost",
                            "Authorization: bearer 0123456789abcdef"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("open answer");
            for (var path : List.of("/", "/health/live", "/metrics")) {
                assertThat(raw(endpoint, "GET " + path + " HTTP/1.1", "Host: localhost"))
                        .as(path)
                        .startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void fault_tellsNothing() throws Exception {
        // Given
        try (var endpoint = endpoint()) {
            for (var path : List.of("/api/broken", "/api/fatal")) {
                // When
                var answer = raw(endpoint, "GET " + path + " HTTP/1.1", "Host: localhost");
                // Then
                assertThat(answer).startsWith("HTTP/1.1 500 ").doesNotContain("secret", "Exception", "dev.lonekey");
            }
        }
    }

    /** Its server has taken its request apart, so that whatever is asked of it throws; Javalin tries a fault that is thrown again. */
    @Test
    void requestThatIsGone_isGivenUp() throws Exception {
        // Given
        var answered = new CompletableFuture<Void>();
        Routes gone = (paths, health) -> paths.get(
                "/api/gone",
                request -> request.future(() -> {
                    request.req().getAsyncContext().complete();
                    return answered;
                }));
        try (var endpoint = new Endpoint(HttpSettings.DEFAULT, 0, List.of(), meters, List.of(gone))) {
            assertThat(raw(endpoint, "GET /api/gone HTTP/1.1", "Host: localhost"))
                    .startsWith("HTTP/1.1 200 ");
            // When
            var over = CompletableFuture.runAsync(() -> answered.complete(null));
            // Then
            assertThat(over).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void hostThatIsSet_isItsNameToo() throws Exception {
        // Given
        var settings = new HttpSettings(Optional.of("127.1"), Optional.empty(), Optional.empty());
        try (var endpoint = new Endpoint(settings, 0, List.of(), meters, List.of(ROUTES))) {
            for (var host : List.of("127.1:" + endpoint.port(), "127.1", "localhost")) {
                // When
                var answer = raw(endpoint, "GET /api/open HTTP/1.1", "Host: " + host);
                // Then
                assertThat(answer).as(host).startsWith("HTTP/1.1 200 ");
            }
            assertThat(raw(endpoint, "GET /api/open HTTP/1.1", "Host: 127x1")).startsWith("HTTP/1.1 421 ");
        }
    }

    @Test
    void requestThatIsTooLong_isRefused() throws Exception {
        // Given
        try (var endpoint = endpoint()) {
            // When
            var answer = raw(endpoint, "GET /metrics HTTP/1.1", "Host: localhost", "X: " + "a".repeat(9_000));
            // Then
            assertThat(answer).startsWith("HTTP/1.1 431 ").contains("{\"error\":\"this request cannot be read;");
        }
    }

    @Test
    void longAnswer_isCompressedForThoseWhoWantIt() throws Exception {
        // Given
        try (var endpoint = endpoint()) {
            // Then
            assertThat(raw(endpoint, "GET /api/long HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip"))
                    .contains("Content-Encoding: gzip\r\n");
            assertThat(raw(endpoint, "GET /api/long HTTP/1.1", "Host: localhost"))
                    .doesNotContain("Content-Encoding");
            assertThat(raw(endpoint, "GET /api/open HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip"))
                    .doesNotContain("Content-Encoding");
        }
    }

    @Test
    void tokenThatIsTooShortOrNoHeader_isRefused() {
        for (var token : List.of("short", "0123456789 abcdef", "0123456789abcdé…")) {
            assertThatThrownBy(() -> new HttpSettings(Optional.empty(), Optional.empty(), Optional.of(token)))
                    .hasMessage(
                            "it has at least 16 letters, digits and signs without blanks; make one with: openssl rand -hex 32");
        }
        assertThat(new HttpSettings(Optional.empty(), Optional.empty(), Optional.of("0123456789abcdef")).toString())
                .doesNotContain("0123456789abcdef");
    }

    private static final Routes ROUTES = (paths, health) -> {
        paths.get("/", request -> request.result("page"));
        paths.get("/api/open", request -> Answers.json(request, "{\"a\":\"open answer\"}".getBytes(UTF_8)));
        paths.get(
                "/api/long", request -> Answers.json(request, " ".repeat(2_000).getBytes(UTF_8)));
        paths.get("/api/broken", request -> {
            throw new IllegalStateException("secret " + request.queryString());
        });
        paths.get("/api/fatal", request -> {
            throw new AssertionError("secret");
        });
    };

    /** As it is on the wire: clients that know HTTP do not send what attackers do. */
    private static String raw(Endpoint endpoint, String... lines) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
            socket.setSoTimeout(10_000);
            var request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private Endpoint endpoint(Component... components) {
        return new Endpoint(HttpSettings.DEFAULT, 0, List.of(components), meters, List.of(ROUTES));
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
