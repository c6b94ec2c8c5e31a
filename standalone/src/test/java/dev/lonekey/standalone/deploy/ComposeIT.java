package dev.lonekey.standalone.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.standalone.docker.RequiresCompose;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docker-compose.yml} as a newcomer sees it, but for Grafana. */
@RequiresCompose
class ComposeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PARTITIONS = 4;

    @TempDir
    private static Path noCredentials;

    private static ComposedSystem system;

    @BeforeAll
    static void up() {
        system = new ComposedSystem(noCredentials);
        system.call("--profile", "aws", "build");
        system.call("up", "--detach", "kafka", "topics", "detector", "story", "prometheus");
    }

    @AfterAll
    static void down() {
        system.close();
    }

    @Test
    void story_isToldAndItsViolationsCanBeReadFromThisMachine() throws Exception {
        // When
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(system.call("logs", "story")).contains("That was the story"));
        // Then
        assertThat(system.call("logs", "story")).contains("OPENED CRITICAL root of account 111122223333");
        assertThat(violations()).hasSize(6).first().asString().contains("deploy-bot");
        assertThat(system.getJson("LONEKEY_PORT", "/api/violations?status=all")
                        .path("total")
                        .asInt())
                .isEqualTo(3);
        assertThat(system.get("LONEKEY_PORT", "/")).contains("<html");
    }

    @Test
    void detector_becomesHealthyAndServesOnLoopback() throws Exception {
        // When
        await().atMost(PATIENCE).until(() -> system.health("detector").equals("healthy"));
        // Then
        assertThat(system.get("LONEKEY_PORT", "/health/ready")).startsWith("{\"status\":\"UP\"");
        assertThat(system.inspect("detector")
                        .getHostConfig()
                        .getPortBindings()
                        .getBindings()
                        .values())
                .flatMap(List::of)
                .allSatisfy(port -> assertThat(port.getHostIp()).isEqualTo("127.0.0.1"));
    }

    @Test
    void prometheus_scrapesTheDetectorAndKnowsTheRules() {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            var targets = system.getJson("PROMETHEUS_PORT", "/api/v1/targets?state=active")
                    .at("/data/activeTargets");
            assertThat(targets).anySatisfy(target -> {
                assertThat(target.at("/labels/job").asText()).isEqualTo("lonekey-detector");
                assertThat(target.path("health").asText()).isEqualTo("up");
            });
        });
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        system.getJson("PROMETHEUS_PORT", "/api/v1/rules").at("/data/groups"))
                .isNotEmpty());
    }

    @Test
    void ingestWithoutCredentials_runsAndSaysSo() {
        // When
        system.call(
                "--profile",
                "aws",
                "run",
                "--detach",
                "--service-ports",
                "-e",
                "AWS_EC2_METADATA_DISABLED=true",
                "ingest");
        // Then
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        system.get("INGEST_PORT", "/health/ready"))
                .contains("\"kafka\":{\"status\":\"UP\"", "no AWS credentials were found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "topics", "detector", "story", "prometheus"})
    void everyContainer_canWriteNothingButWhatIsMountedAndHasNoPrivileges(String service) {
        // When
        var host = system.inspect(service).getHostConfig();
        // Then
        assertThat(host.getReadonlyRootfs()).isTrue();
        assertThat(host.getCapDrop()).extracting(Enum::name).containsExactly("ALL");
        assertThat(host.getSecurityOpts()).contains("no-new-privileges:true");
        assertThat(host.getMemory()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "detector", "story"})
    void ourContainers_areNotRoot(String service) {
        assertThat(system.inspect(service).getConfig().getUser()).isEqualTo("10001:10001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"detector", "ingest"})
    void imagesOfServices_holdNoBroker(String service) {
        // When
        var libraries = system.call(
                "--profile", "aws", "run", "--rm", "--no-deps", "--entrypoint", "ls", service, "/app", "/app/lib");
        // Then
        assertThat(libraries)
                .contains("lonekey-" + service + ".jar", "kafka-clients-")
                .doesNotContain("kafka_2.13", "kafka-server", "kafka-metadata", "lonekey-standalone");
    }

    private static List<String> violations() {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", system.bootstrapServers(), "isolation.level", "read_committed");
        var partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new TopicPartition(Topics.CLUSTER.prefix() + "violations", number))
                .toList();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var read = new ArrayList<String>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(new String(record.value(), UTF_8)));
            }
            return read;
        }
    }
}
