package dev.lonekey.detector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lonekey.detector.config.WebhookSettings;
import dev.lonekey.detector.config.WebhookUrl;
import dev.lonekey.detector.webhook.Answer.Closed;
import dev.lonekey.detector.webhook.Answer.Later;
import dev.lonekey.detector.webhook.Answer.NotTaken;
import dev.lonekey.detector.webhook.Answer.Refused;
import dev.lonekey.detector.webhook.Answer.Taken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiver says, and what is made of it. */
class AnswerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Message MESSAGE = new Message(Map.of("content-type", "application/json"), "{}");

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void success_isTaken(int status) {
        assertThat(answerTo(status, "")).isInstanceOf(Taken.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void whatPasses_isTriedLater(int status) {
        assertThat(answerTo(status, "")).isEqualTo(new Later("answers " + status, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 401, 403, 404, 405, 410, 418})
    void whatAPersonMustMend_isTriedSeldom(int status) {
        assertThat(answerTo(status, "")).isInstanceOf(Closed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void whatIsWrongWithTheEvent_isRefused(int status) {
        assertThat(answerTo(status, "")).isInstanceOf(Refused.class);
    }

    @Test
    void retryAfter_isSecondsOrADate_andAtMostAnHour() {
        assertThat(pauseFor("7")).contains(Duration.ofSeconds(7));
        assertThat(pauseFor("Sun, 22 Nov 2026 12:01:00 GMT")).contains(Duration.ofMinutes(1));
        assertThat(pauseFor("Sun, 22 Nov 2026 11:01:00 GMT")).isEmpty();
        assertThat(pauseFor("999999999")).contains(Duration.ofHours(1));
        assertThat(pauseFor("soon")).isEmpty();
        assertThat(pauseFor("99999999999999999999")).isEmpty();
    }

    @Test
    void redirect_isNotFollowed() {
        // Given
        server.createContext("/elsewhere", exchange -> asked.incrementAndGet());
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        // When
        var answer = post("/secret");
        // Then
        assertThat(problem(answer))
                .isEqualTo("answers 307, and redirects are not followed; set \"url\" to where it leads");
        assertThat(asked).hasValue(0);
    }

    @Test
    void noAnswer_anEndlessOneAndAConnectionClosed_areTriedLater() {
        // Given
        server.createContext("/stalls", exchange -> await());
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            await();
        });
        server.createContext("/closes", HttpExchange::close);
        // When, Then
        assertThat(problem(post("/stalls"))).isEqualTo("does not answer in time");
        assertThat(problem(post("/endless"))).isEqualTo("does not answer in time");
        assertThat(problem(post("/closes"))).isEqualTo("the connection broke off");
    }

    @Test
    void noServer_noSuchHostAndNoTls_areTold() {
        // When, Then
        assertThat(problem(Answer.none(new CompletionException(new SSLHandshakeException("not trusted")))))
                .isEqualTo("TLS fails; Java must trust its certificate");
        assertThat(problem(postTo("http://no-such-host.invalid/secret")))
                .isEqualTo("its host is not known; correct \"url\", or the network's names");
        server.stop(0);
        assertThat(problem(post("/secret"))).isEqualTo("cannot be reached");
    }

    private Optional<Duration> pauseFor(String retryAfter) {
        return answerTo(429, retryAfter) instanceof Later later ? later.after() : Optional.empty();
    }

    private Answer answerTo(int status, String retryAfter) {
        var path = "/" + asked.incrementAndGet();
        server.createContext(path, exchange -> {
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        return post(path);
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer post(String path) {
        return postTo("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static Answer postTo(String url) {
        return new Receiver(settings(url), Clock.fixed(NOW, ZoneOffset.UTC))
                .post(MESSAGE)
                .join();
    }

    private static WebhookSettings settings(String url) {
        return new WebhookSettings(
                "test",
                new WebhookUrl(URI.create(url)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(1)));
    }

    private static String problem(Answer answer) {
        return answer instanceof NotTaken notTaken ? notTaken.problem() : "";
    }
}
