package dev.lonekey.detector.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lonekey.contract.Json;
import dev.lonekey.detector.view.FilledView;
import dev.lonekey.detector.view.Published;
import dev.lonekey.runtime.config.HttpSettings;
import dev.lonekey.runtime.http.Endpoint;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The stream of changes, over real connections. */
class EventStreamsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ApiDocument document = new ApiDocument();
    private final FilledView filled = new FilledView().complete();
    private final Api api = new Api(filled.view(), Clock.systemUTC());
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Endpoint endpoint;

    @BeforeEach
    void serve() {
        endpoint = new Endpoint(
                HttpSettings.DEFAULT,
                0,
                List.of(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                List.of(api));
    }

    @AfterEach
    void stop() throws Exception {
        for (var each : opened) {
            each.close();
        }
        api.close();
        endpoint.close();
        filled.close();
    }

    @Test
    void change_isToldWithTheSummary() throws Exception {
        // Given
        var stream = new Listening();
        await().atMost(PATIENCE).until(() -> stream.names().contains("summary"));
        // When
        filled.publish(Published.open(1));
        // Then
        await().atMost(PATIENCE).until(() -> stream.names().contains("changed"));
        var changed = Json.MAPPER.readTree(stream.data("changed"));
        assertThat(changed.at("/violations/0").asText()).isEqualTo(Published.id(1));
        assertThat(changed.at("/accounts/0").asText()).isEqualTo(Published.ACCOUNT);
        assertThat(changed.at("/summary/open/total").asInt()).isEqualTo(1);
        assertThat(stream.head())
                .contains("Content-Type: text/event-stream")
                .contains("Cache-Control: no-store")
                .noneMatch(line -> line.startsWith("Content-Encoding"));
        assertThat(document.complaints("#/components/schemas/Summary", stream.data("summary")))
                .isEmpty();
        assertThat(document.complaints("#/components/schemas/Changed", stream.data("changed")))
                .isEmpty();
    }

    @Test
    void muchInASecond_isOneEventThatSaysThereIsMore() throws Exception {
        // Given
        var stream = new Listening();
        await().atMost(PATIENCE).until(() -> stream.names().contains("summary"));
        // When
        var start = System.nanoTime();
        for (var number = 0; number < 300; number++) {
            filled.publish(Published.open(number));
        }
        // Then
        await().atMost(PATIENCE)
                .until(() ->
                        stream.names().contains("changed") && stream.lastData().contains("\"total\":300"));
        var seconds = (int) Duration.ofNanos(System.nanoTime() - start).toSeconds();
        assertThat(stream.names().stream().filter("changed"::equals)).hasSizeLessThanOrEqualTo(seconds + 2);
        var told = Json.MAPPER.readTree(stream.lastData());
        assertThat(told.get("violations")).hasSizeLessThanOrEqualTo(Changes.MOST);
    }

    @Test
    void moreStreamsThanThereMayBe_areRefusedAndOthersAnswered() throws Exception {
        // Given
        for (var number = 0; number < EventStreams.MOST; number++) {
            var stream = new Listening();
            await().atMost(PATIENCE).until(() -> stream.names().contains("summary"));
        }
        // When
        var oneMore = new Listening();
        // Then
        await().atMost(PATIENCE).until(() -> !oneMore.head().isEmpty());
        assertThat(oneMore.head().get(0)).startsWith("HTTP/1.1 503");
        await().atMost(PATIENCE)
                .until(() -> oneMore.all().stream().anyMatch(line -> line.contains("streams are open")));
        assertThat(rawSummary()).startsWith("HTTP/1.1 200");
    }

    /** It reads nothing at all; what is kept for it is little, and the others get everything at once. */
    @Test
    void oneThatDoesNotRead_holdsUpNobodyAndIsDropped() throws Exception {
        // Given
        var deaf = new Socket();
        opened.add(deaf);
        deaf.setReceiveBufferSize(1_024);
        deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port()));
        deaf.getOutputStream().write("GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
        var streams = api.streams().orElseThrow();
        await().atMost(PATIENCE).until(() -> streams.count() == 1);
        var other = new Listening();
        await().atMost(PATIENCE).until(() -> streams.count() == 2);
        // When
        var big = ("event: big\ndata: " + "x".repeat(1_000_000) + "\n\n").getBytes(UTF_8);
        for (var number = 0; number < 40 && streams.count() == 2; number++) {
            var before = other.names().size();
            streams.sendAll(big);
            await().atMost(PATIENCE).until(() -> other.names().size() > before);
        }
        // Then
        await().atMost(PATIENCE).until(() -> streams.count() == 1);
        filled.publish(Published.open(1));
        await().atMost(PATIENCE).until(() -> other.names().contains("changed"));
    }

    @Test
    void oneThatIsGone_isForgotten() throws Exception {
        // Given
        var stream = new Listening();
        await().atMost(PATIENCE).until(() -> stream.names().contains("summary"));
        // When
        stream.close();
        // Then
        await().atMost(PATIENCE).until(() -> {
            api.streams().orElseThrow().sendAll(":\n\n".getBytes(UTF_8));
            return api.streams().orElseThrow().count() == 0;
        });
        assertThat(rawSummary()).startsWith("HTTP/1.1 200");
    }

    /** As a service does that is stopped: its endpoint is the first to go. */
    @Test
    void endpointClosedFirst_endsStreamsWithoutAnyFault() throws Exception {
        // Given
        var said = new ListAppender<ILoggingEvent>();
        said.start();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(said);
        for (var number = 0; number < 10; number++) {
            var stream = new Listening();
            await().atMost(PATIENCE).until(() -> stream.names().contains("summary"));
        }
        var streams = api.streams().orElseThrow();
        // When
        endpoint.close();
        filled.publish(Published.open(1));
        streams.sendAll(":\n\n".getBytes(UTF_8));
        // Then
        await().atMost(PATIENCE).until(() -> streams.count() == 0);
        api.close();
        root.detachAppender(said);
        assertThat(said.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    private String rawSummary() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
            socket.getOutputStream()
                    .write("GET /api/summary HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** One that listens, as a browser would. */
    private final class Listening implements AutoCloseable {

        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port());
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Listening() throws IOException {
            opened.add(this);
            socket.getOutputStream()
                    .write("GET /api/stream HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
                            .getBytes(ISO_8859_1));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            var thread = new Thread(() -> reader.lines().forEach(lines::add), "listening");
            thread.setUncaughtExceptionHandler((ended, closed) -> {});
            thread.setDaemon(true);
            thread.start();
        }

        List<String> all() {
            return lines;
        }

        List<String> head() {
            var end = lines.indexOf("");
            return end < 0 ? List.of() : lines.subList(0, end);
        }

        List<String> names() {
            return lines.stream()
                    .filter(line -> line.startsWith("event: "))
                    .map(line -> line.substring("event: ".length()))
                    .toList();
        }

        /** Of the first event with a name. */
        String data(String name) {
            return lines.get(lines.indexOf("event: " + name) + 1).substring("data: ".length());
        }

        String lastData() {
            return lines.stream()
                    .filter(line -> line.startsWith("data: "))
                    .reduce("data: ", (first, second) -> second)
                    .substring("data: ".length());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
