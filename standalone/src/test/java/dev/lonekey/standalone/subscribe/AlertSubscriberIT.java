package dev.lonekey.standalone.subscribe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.detector.webhook.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The subscriber of the documentation, as it stands there. */
class AlertSubscriberIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "AlertSubscriber.java");
    private static final String GROUP = "alert-subscriber";

    private Publisher published;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws InterruptedException {
        published = new Publisher();
    }

    @AfterEach
    void stop() {
        published.close();
    }

    @Test
    void restartInTheMiddle_losesAndRepeatsNothing() throws Exception {
        // Given
        var out = folder.resolve("out");
        var expected = published.publish(3, Events.OPENED);
        var first = subscriber(out);
        try {
            published.abort(Events.OPENED);
            published.publish(2, Events.OPENED.discovery(Discovery.LATE));
            expected.addAll(published.publish(2, Events.OPENED.account("444455556666")));
            await().atMost(PATIENCE).until(() -> printed(out).size() >= 5);
            await().atMost(PATIENCE).until(() -> lag() == 0);
        } finally {
            // When
            first.destroy();
            first.onExit().join();
        }
        expected.addAll(published.publish(2, Events.OPENED));
        var second = subscriber(out);
        try {
            await().atMost(PATIENCE).until(() -> printed(out).size() >= 7);
            await().atMost(PATIENCE).until(() -> lag() == 0);
        } finally {
            second.destroy();
            second.onExit().join();
        }
        // Then
        assertThat(printed(out))
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(id -> id + " MEDIUM").toList());
    }

    private Process subscriber(Path out) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EXAMPLE.toString(),
                        published.bootstrapServers(),
                        GROUP))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .redirectError(Path.of("target", "alert-subscriber.log").toFile())
                .start();
    }

    private static List<String> printed(Path out) throws IOException {
        return Files.exists(out) ? Files.readAllLines(out, UTF_8) : List.of();
    }

    /** How many events the group has not dealt with, as far as offsets tell: the end of a transaction counts as well. */
    private long lag() throws Exception {
        try (var admin = Admin.create(Map.<String, Object>copyOf(published.kafka()))) {
            var committed = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            if (committed.size() < Publisher.TOPICS.partitions()) {
                return Long.MAX_VALUE;
            }
            return published.ends().entrySet().stream()
                    .mapToLong(
                            end -> end.getValue() - committed.get(end.getKey()).offset())
                    .sum();
        }
    }
}
