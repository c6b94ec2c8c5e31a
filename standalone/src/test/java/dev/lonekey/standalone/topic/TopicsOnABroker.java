package dev.lonekey.standalone.topic;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.standalone.CommandLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** What {@code lonekey topics} does, on whatever broker. Each test has topics of its own. */
abstract class TopicsOnABroker {

    abstract String bootstrapServers();

    @Test
    void missingTopics_areShownWithTheCommandThatMakesThem() {
        // When
        var run = topics("missing.");
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("missing.cloudtrail", "MISSING", "lonekey topics --bootstrap-server " + bootstrapServers());
    }

    @Test
    void create_makesWhatIsMissing() {
        // When
        var made = topics("made.", "--create");
        var shown = topics("made.");
        // Then
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(shown.status()).isZero();
        assertThat(shown.outLines()).filteredOn(line -> line.endsWith("right")).hasSize(Topic.values().length);
    }

    @Test
    void create_altersNothing() throws Exception {
        // Given
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic("other.cloudtrail", 3, (short) 1)))
                    .all()
                    .get();
        }
        // When
        var run = topics("other.", "--create");
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "other.cloudtrail differs:",
                        "partitions is 3, should be 2",
                        "message.timestamp.type is CreateTime");
        try (var admin = admin()) {
            var topic = admin.describeTopics(List.of("other.cloudtrail"))
                    .allTopicNames()
                    .get()
                    .get("other.cloudtrail");
            assertThat(topic.partitions()).hasSize(3);
            assertThat(admin.listTopics().names().get()).contains("other.violations");
        }
    }

    @Test
    void changedSetting_isShownWithItsMend() throws Exception {
        // Given
        topics("changed.", "--create");
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, "changed.violations");
        var change = new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET);
        try (var admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get();
        }
        // When it has reached the broker, which may be a moment after it was accepted
        await().until(() -> topics("changed.").status() == 1);
        // Then
        assertThat(topics("changed.").out())
                .contains("retention.ms is 1000, should be 7776000000")
                .contains("--entity-name changed.violations --add-config retention.ms=7776000000");
    }

    @Test
    void moreCopiesThanBrokers_areRefusedInOneLine() {
        // When
        var run = lonekey("topics", "--bootstrap-server", bootstrapServers(), "--prefix", "big.", "--create");
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("3 copies of each topic", "this cluster has 1", "add --replication 1");
    }

    private CommandLine topics(String prefix, String... more) {
        var layout = Topics.EMBEDDED;
        var arguments = new ArrayList<>(List.of(
                "topics",
                "--bootstrap-server",
                bootstrapServers(),
                "--prefix",
                prefix,
                "--partitions",
                "" + layout.partitions(),
                "--replication",
                "" + layout.replicationFactor()));
        arguments.addAll(List.of(more));
        return lonekey(arguments.toArray(String[]::new));
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }
}
