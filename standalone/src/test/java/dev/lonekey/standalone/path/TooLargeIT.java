package dev.lonekey.standalone.path;

import static dev.lonekey.standalone.path.RunningCommand.lonekey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.CommandLine;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody lets a topic take small records only, while the detector runs: an output, and the state itself. */
class TooLargeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ACCOUNT = "111122223333";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"lonekey.violations", "lonekey.detector-key-histories-changelog"})
    void topicTakesSmallRecordsOnly_detectorWaitsUntilItIsMended(String topic) throws Exception {
        // Given
        try (var broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of())) {
            broker.start();
            try (var cluster = new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                cluster.create(Topics.EMBEDDED, List.of(Topic.values()));
            }
            var file = configuration(broker);
            try (var probe = new KafkaProbe(broker.bootstrapServers());
                    var detector = lonekey("detector", "-c", file)) {
                detector.awaitReady();
                // When
                limit(broker, topic, 100);
                aliceGetsTwoKeys(probe);
                // Then
                await("not ready, with the mend").atMost(PATIENCE).untilAsserted(() -> assertThat(
                                detector.get("/health/ready").body())
                        .startsWith("{\"status\":\"DOWN\"")
                        .contains("max.message.bytes of topic " + topic
                                + " is 100 and must be at least 1048576; mend it with: kafka-configs.sh"));
                assertThat(detector.get("/health/live").statusCode()).isEqualTo(200);
                assertThat(probe.values("lonekey.violations")).isEmpty();
                // When another is started meanwhile
                var another = CommandLine.lonekey("detector", "-c", configuration(broker, "another"));
                // Then
                assertThat(another.status()).isEqualTo(1);
                assertThat(another.errLines())
                        .last()
                        .asString()
                        .startsWith("lonekey: max.message.bytes of topic " + topic + " is 100");
                // When
                limit(broker, topic, 1 << 20);
                // Then
                await("the violation").atMost(PATIENCE).untilAsserted(() -> assertThat(
                                probe.values("lonekey.violations"))
                        .hasSize(1));
                detector.awaitReady();
            }
        }
    }

    private void aliceGetsTwoKeys(KafkaProbe probe) throws Exception {
        for (var key : List.of("AKIAALICEKEY1EXAMPLE", "AKIAALICEKEY2EXAMPLE")) {
            probe.write("lonekey.cloudtrail", ACCOUNT, Trail.keyCreated("alice", key, now.minusSeconds(60)));
        }
    }

    private static void limit(EmbeddedBroker broker, String topic, int bytes) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            var entry = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(entry, OpType.SET))))
                    .all()
                    .get();
        }
    }

    private String configuration(EmbeddedBroker broker) throws IOException {
        return configuration(broker, "data");
    }

    private String configuration(EmbeddedBroker broker, String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".yml"), """
                kafka:
                  bootstrap.servers: %s
                topics:
                  partitions: %d
                  replication: 1
                http:
                  port: 0
                data-directory: %s
                """.formatted(
                                broker.bootstrapServers(), Topics.EMBEDDED.partitions(), folder.resolve(name)))
                .toString();
    }
}
