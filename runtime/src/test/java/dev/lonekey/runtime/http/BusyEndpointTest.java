package dev.lonekey.runtime.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.lonekey.runtime.config.HttpSettings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that take what they can get of threads and connections: health and metrics are there for the others. */
class BusyEndpointTest {

    private static final int SLOW_READERS = 64;
    private static final int IDLE = 600;
    private static final int MORE_THAN_ALL_CONNECTIONS = 1_100;
    private static final int LONG_ANSWER = 20_000_000; // more than the buffers of both sides

    /** A reader of a long answer keeps what it has for half a minute. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final AtomicInteger asked = new AtomicInteger();
    private final List<Socket> sockets = new ArrayList<>();
    private final Endpoint endpoint = new Endpoint(
            new HttpSettings(Optional.empty(), Optional.of(0), Optional.of("0123456789abcdef")),
            0,
            List.of(),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            List.of((paths, health) -> {
                paths.get("/page", request -> {
                    asked.incrementAndGet();
                    Answers.json(request, " ".repeat(LONG_ANSWER).getBytes(UTF_8));
                });
                paths.get("/api/open", request -> Answers.json(request, "{}".getBytes(UTF_8)));
            }));

    @AfterEach
    void closeAll() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        endpoint.close();
    }

    @Test
    void slowReadersAndIdleConnections_keepNobodyFromHealthAndMetrics() throws Exception {
        // Given
        assertThat(get("/health/live")).startsWith("HTTP/1.1 200 "); // what is slow once only
        connect(IDLE);
        for (var socket : connect(SLOW_READERS)) {
            send(socket, "/page");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> asked.get() >= 8);
        for (var number = 0; number < 5; number++) {
            for (var path : List.of("/health/live", "/health/ready", "/metrics")) {
                // When
                var since = System.nanoTime();
                var answer = get(path);
                // Then
                assertThat(answer).as(path).startsWith("HTTP/1.1 200 ");
                assertThat(Duration.ofNanos(System.nanoTime() - since)).as(path).isLessThan(AT_ONCE);
            }
        }
        // Never more at once for one address, however many ask.
        assertThat(asked).hasValueLessThanOrEqualTo(8);
    }

    @Test
    void slowReadersOfTwoAddresses_haveAllRoom_andTheNextIsToldToComeAgain() throws Exception {
        // Given
        for (var last = 2; last <= 3; last++) {
            for (var socket : connect(InetAddress.getByName("127.0.0." + last), SLOW_READERS / 2)) {
                send(socket, "/page");
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> asked.get() == 16);
        // When
        var answer = get("/page");
        // Then
        assertThat(answer).startsWith("HTTP/1.1 503 ").contains("Retry-After: 5\r\n", "try again in a moment");
        assertThat(asked).hasValue(16);
        assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void allConnectionsIdle_areClosedForWhoeverSaysSomething() throws Exception {
        // Given
        connect(MORE_THAN_ALL_CONNECTIONS);
        for (var path : List.of("/health/live", "/metrics")) {
            // When
            var answer = get(path);
            // Then
            assertThat(answer).as(path).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void slowReadersGone_leaveRoomForOthers() throws Exception {
        // Given
        var slow = connect(SLOW_READERS);
        for (var socket : slow) {
            send(socket, "/page");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> asked.get() >= 8);
        // When
        for (var socket : slow) {
            socket.close();
        }
        // Then
        await().atMost(Duration.ofSeconds(60))
                .until(() -> get("/page", "Accept-Encoding: gzip").startsWith("HTTP/1.1 200 "));
    }

    @Test
    void tokensGuessed_areNotHeardAfterAWhile() throws Exception {
        // Given
        for (var number = 0; number < Guesses.MOST; number++) {
            assertThat(get("/api/open", "Authorization: Bearer wrong-token-%010d".formatted(number)))
                    .startsWith("HTTP/1.1 401 ");
        }
        // When
        var guess = get("/api/open", "Authorization: Bearer another-wrong-token");
        var right = get("/api/open", "Authorization: Bearer 0123456789abcdef");
        // Then
        assertThat(List.of(guess, right)).allSatisfy(answer -> assertThat(answer)
                .startsWith("HTTP/1.1 429 ")
                .containsPattern("Retry-After: \\d+\r\n")
                .contains("too many wrong tokens came from this address; try again in "));
        // Who has none is asked for one, as ever.
        assertThat(get("/api/open")).startsWith("HTTP/1.1 401 ");
        assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ");
    }

    private List<Socket> connect(int count) throws IOException {
        return connect(InetAddress.getLoopbackAddress(), count);
    }

    private List<Socket> connect(InetAddress from, int count) throws IOException {
        var connected = new ArrayList<Socket>();
        for (var number = 0; number < count; number++) {
            var socket = new Socket();
            socket.setReceiveBufferSize(4_096);
            bind(socket, from);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port()), 30_000);
            connected.add(socket);
        }
        sockets.addAll(connected);
        return connected;
    }

    /** Not every system gives a machine more than one address of its own. */
    private static void bind(Socket socket, InetAddress from) throws IOException {
        try {
            socket.bind(new InetSocketAddress(from, 0));
        } catch (BindException unknown) {
            abort("this machine has no address " + from.getHostAddress());
        }
    }

    private static void send(Socket socket, String path, String... headers) throws IOException {
        var request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "Connection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    }

    private String get(String path, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
            socket.setSoTimeout(30_000);
            send(socket, path, headers);
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
