package dev.lonekey.standalone.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.stream.Detector;
import dev.lonekey.detector.stream.DetectorSettings;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.CommandLine;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of the detector is two hours behind that of its broker. */
class ClockBehindIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BEHIND = Duration.ofHours(2);
    private static final String ACCOUNT = "111122223333";
    private static final String FOREIGN = "somebody-elses-trail";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    @Test
    void clockBehind_isShown_andWhatItRefusedIsUsedWhenItIsSetRight() throws Exception {
        try (var broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of())) {
            broker.start();
            var kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (var cluster = new Cluster(kafka)) {
                cluster.create(Topics.EMBEDDED, List.of(Topic.values()));
            }
            var settings = new DetectorSettings(
                    DetectorSettings.applicationId(Topics.EMBEDDED),
                    Topics.EMBEDDED,
                    Optional.of(FOREIGN),
                    folder.resolve("state"),
                    Policy.DEFAULT,
                    kafka);
            var meters = new SimpleMeterRegistry();
            try (var probe = new KafkaProbe(broker.bootstrapServers())) {
                probe.createWithEventTimes(FOREIGN, 1);
                // Given
                var first = Trail.keyCreated("alice", "AKIAALICEKEY1EXAMPLE", now.minusSeconds(120));
                var second = Trail.keyCreated("alice", "AKIAALICEKEY2EXAMPLE", now.minusSeconds(60));
                probe.write("lonekey.cloudtrail", ACCOUNT, first);
                probe.write(FOREIGN, ACCOUNT, second);
                // When
                try (var detector = new Detector(settings, Clock.offset(Clock.systemUTC(), BEHIND.negated()), meters)) {
                    detector.start();
                    // Then
                    await("both among the dead letters").atMost(PATIENCE).untilAsserted(() -> assertThat(
                                    probe.values("lonekey.dead-letters"))
                            .containsExactlyInAnyOrder(first, second));
                    await("the difference").atMost(PATIENCE).untilAsserted(() -> assertThat(
                                    meters.find("lonekey.detector.clock.difference.seconds")
                                            .gauges())
                            .singleElement()
                            .satisfies(shown -> assertThat(shown.value())
                                    .isCloseTo((double) -BEHIND.toSeconds(), Offset.offset(60.0))));
                    assertThat(detector.failure()).isEmpty();
                }
                assertThat(stamping(kafka, settings)).hasSize(3).allSatisfy((topic, stamp) -> assertThat(stamp)
                        .isEqualTo("LogAppendTime"));
                assertThat(probe.values("lonekey.violations")).isEmpty();
                // When
                try (var detector = new Detector(settings, Clock.systemUTC(), meters)) {
                    detector.start();
                    var run = CommandLine.lonekey(
                            "backfill",
                            "-c",
                            configuration(broker),
                            file("1.json", probe.values("lonekey.dead-letters").get(0)),
                            file("2.json", probe.values("lonekey.dead-letters").get(1)));
                    // Then
                    assertThat(run.status()).as(run.err()).isZero();
                    await("the violation").atMost(PATIENCE).untilAsserted(() -> assertThat(
                                    probe.values("lonekey.violations"))
                            .singleElement()
                            .extracting(json -> ViolationEvent.fromJson(json.getBytes(UTF_8)))
                            .satisfies(event -> assertThat(event.discovery()).isEqualTo(Discovery.LIVE))
                            .satisfies(event -> assertThat(event.openedAt()).isEqualTo(now.minusSeconds(60))));
                }
            }
        }
    }

    private String configuration(EmbeddedBroker broker) throws IOException {
        return file("lonekey.yml", """
                kafka: {bootstrap.servers: "%s"}
                topics: {partitions: %d, replication: 1}
                """.formatted(broker.bootstrapServers(), Topics.EMBEDDED.partitions()));
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    /** By topic that Kafka Streams has made for itself: two changelogs, and one by which records find their accounts. */
    private static Map<String, String> stamping(Map<String, String> kafka, DetectorSettings settings) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>copyOf(kafka))) {
            var internal = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(settings.applicationId() + "-"))
                    .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                    .toList();
            return admin.describeConfigs(internal).all().get().entrySet().stream()
                    .collect(Collectors.toMap(entry -> entry.getKey().name(), entry -> entry.getValue()
                            .get("message.timestamp.type")
                            .value()));
        }
    }
}
