package dev.lonekey.standalone.path;

import static dev.lonekey.standalone.path.RunningCommand.lonekey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.CommandLine;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs for good: the detector by itself, and everything in one process. */
class ServicesIT {

    private static final String ACCOUNT = "111122223333";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    @Test
    void detectorOnABroker_publishesViolationsAndServesHealthAndMetrics() throws Exception {
        // Given
        try (var broker = broker();
                var probe = new KafkaProbe(broker.bootstrapServers())) {
            create(broker);
            try (var detector = lonekey("detector", "-c", configuration(broker.bootstrapServers()))) {
                detector.awaitReady();
                // When
                aliceGetsTwoKeys(probe);
                // Then
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(probe.values("lonekey.violations"))
                                .singleElement()
                                .satisfies(json -> assertThat(name(json)).isEqualTo("alice")));
                assertThat(detector.get("/health/ready").body())
                        .startsWith("{\"status\":\"UP\"")
                        .contains("\"kafka\":{\"status\":\"UP\"", "\"detector\":{\"status\":\"UP\"");
                assertThat(detector.get("/metrics").body())
                        .contains(
                                "lonekey_detector_input_total{kind=\"used\"} 2",
                                "lonekey_build_info{",
                                "kafka_stream_thread_",
                                "jvm_memory_used_bytes");
                var run = detector.stop();
                assertThat(run.out()).isEmpty();
                assertThat(run.errLines())
                        .map(line -> line.replaceFirst("127.0.0.1:\\d+.*", ""))
                        .containsExactly("lonekey: health is at http://", "lonekey: the page is at http://");
            }
        }
    }

    @Test
    void kafkaDoesNotAnswerYet_detectorWaitsAndSaysSo() throws Exception {
        // Given
        try (var detector = lonekey("detector", "-c", configuration("127.0.0.1:" + freePort()))) {
            // When
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(detector.get("/health/ready").body()).contains("no Kafka answers at"));
            // Then
            assertThat(detector.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(detector.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(detector.stop().out()).isEmpty();
        }
    }

    @Test
    void topicsAreMissingOrStateHasOtherPartitions_detectorEndsWithTheMend() throws Exception {
        // Given
        var changelog = "lonekey.detector-key-histories-changelog";
        try (var broker = broker();
                var probe = new KafkaProbe(broker.bootstrapServers())) {
            // When
            var withoutTopics = CommandLine.lonekey("detector", "-c", configuration(broker.bootstrapServers()));
            create(broker);
            probe.create(List.of(new NewTopic(changelog, 3, (short) 1)));
            await().until(() -> probe.readable(changelog).isPresent());
            var withOtherState = CommandLine.lonekey("detector", "-c", configuration(broker.bootstrapServers()));
            // Then
            assertThat(withoutTopics.status()).isEqualTo(1);
            assertThat(withoutTopics.errLines())
                    .last()
                    .isEqualTo(
                            "lonekey: topic lonekey.cloudtrail is missing; make it with: lonekey topics --bootstrap-server "
                                    + broker.bootstrapServers() + " --partitions 2 --replication 1 --create");
            assertThat(withOtherState.status()).isEqualTo(1);
            assertThat(withOtherState.errLines())
                    .last()
                    .asString()
                    .startsWith("lonekey: the state in topic " + changelog
                            + " has 3 partitions, the topics have 2: the number is for life");
        }
    }

    @Test
    void groupOfDetectorsWithAnotherProtocol_detectorEndsInOneLine() throws Exception {
        // Given
        try (var broker = broker()) {
            create(broker);
            var first = configuration("first", broker.bootstrapServers(), "group.protocol: streams");
            var second = configuration("second", broker.bootstrapServers(), "group.protocol: classic");
            try (var detector = lonekey("detector", "-c", first)) {
                detector.awaitReady();
                // When
                var run = CommandLine.lonekey("detector", "-c", second);
                // Then
                assertThat(run.status()).isEqualTo(1);
                assertThat(run.errLines())
                        .last()
                        .asString()
                        .startsWith(
                                "lonekey: the detector has stopped: org.apache.kafka.common.errors.InconsistentGroupProtocolException:");
            }
        }
    }

    @Test
    void everythingInOneProcess_printsViolationsAndKeepsWhatItKnows() throws Exception {
        // Given
        var file = Files.writeString(
                        folder.resolve("lonekey.yml"),
                        "http:\n  port: 0\ndata-directory: " + folder.resolve("data") + "\n")
                .toString();
        // When
        try (var run = lonekey("run", "-c", file, "--output", "jsonl")) {
            run.awaitUp("detector"); // without credentials the rest goes on trying
            try (var probe = new KafkaProbe(run.bootstrapServers())) {
                aliceGetsTwoKeys(probe);
                await().atMost(Duration.ofSeconds(30)).until(() -> !run.out().isEmpty());
            }
            var second = CommandLine.lonekey("run", "-c", file);
            // Then
            assertThat(run.out().lines()).singleElement().satisfies(json -> assertThat(name(json))
                    .isEqualTo("alice"));
            assertThat(second.errLines())
                    .containsExactly("lonekey: " + folder.resolve("data/broker")
                            + " is in use by another process; stop that, or set another \"data-directory\"");
            run.stop();
        }
        try (var again = lonekey("run", "-c", file, "--output", "table")) {
            again.awaitUp("detector");
            try (var probe = new KafkaProbe(again.bootstrapServers())) {
                probe.write("lonekey.cloudtrail", ACCOUNT, Trail.keyCreated("alice", "AKIAALICEKEY3EXAMPLE", now));
                await().atMost(Duration.ofSeconds(30)).until(() -> !again.out().isEmpty());
            }
            var run = again.stop();
            assertThat(run.err()).contains("lonekey: 1 violation open from before");
            assertThat(run.outLines()).first().asString().startsWith("UPDATED").contains("alice");
        }
    }

    private void aliceGetsTwoKeys(KafkaProbe probe) throws Exception {
        for (var key : List.of("AKIAALICEKEY1EXAMPLE", "AKIAALICEKEY2EXAMPLE")) {
            probe.write("lonekey.cloudtrail", ACCOUNT, Trail.keyCreated("alice", key, now.minusSeconds(60)));
        }
    }

    private static String name(String json) {
        return ViolationEvent.fromJson(json.getBytes(UTF_8)).principal().name();
    }

    private EmbeddedBroker broker() {
        var broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());
        broker.start();
        return broker;
    }

    private static void create(EmbeddedBroker broker) throws InterruptedException {
        try (var cluster = new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            cluster.create(Topics.EMBEDDED, List.of(Topic.values()));
        }
    }

    private String configuration(String bootstrapServers) throws IOException {
        return configuration("data", bootstrapServers, "acks: all");
    }

    private String configuration(String name, String bootstrapServers, String kafka) throws IOException {
        return Files.writeString(folder.resolve(name + ".yml"), """
                kafka:
                  bootstrap.servers: %s
                  %s
                topics:
                  partitions: %d
                  replication: %d
                http:
                  port: 0
                data-directory: %s
                """.formatted(
                                bootstrapServers,
                                kafka,
                                Topics.EMBEDDED.partitions(),
                                Topics.EMBEDDED.replicationFactor(),
                                folder.resolve(name)))
                .toString();
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
