package dev.lonekey.detector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.config.ConfigurationFile;
import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {

    @TempDir
    private Path folder;

    @Test
    void everythingSet_isRead() throws IOException {
        // Given
        var yaml = """
                kafka:
                  bootstrap.servers: broker-1:9092,broker-2:9092
                  request.timeout.ms: 4000
                topics:
                  prefix: security.lonekey.
                  partitions: 6
                  replication: 2
                """;
        // When
        var configuration = read(yaml, Map.of());
        // Then
        assertThat(configuration.kafka().bootstrapServers()).contains("broker-1:9092,broker-2:9092");
        assertThat(configuration.kafka().settings()).containsEntry("request.timeout.ms", "4000");
        assertThat(configuration.topics().orElse(Topics.CLUSTER))
                .isEqualTo(new Topics("security.lonekey.", 6, (short) 2));
    }

    @Test
    void nothingSet_isTheDefault() throws IOException {
        assertThat(read("", Map.of())).isEqualTo(DetectorConfiguration.DEFAULT);
        assertThat(read("# nothing yet\n", Map.of())).isEqualTo(DetectorConfiguration.DEFAULT);
        assertThat(read("kafka:\ntopics:\n", Map.of())).isEqualTo(DetectorConfiguration.DEFAULT);
    }

    @Test
    void environmentVariables_areFilledIn() throws IOException {
        // Given
        var yaml = """
                kafka:
                  bootstrap.servers: ${BROKER:localhost:9092}
                  sasl.jaas.config: ${SECRET}
                topics:
                  partitions: ${PARTITIONS:3}
                """;
        // When
        var configuration = read(yaml, Map.of("SECRET", "a: \"b\" # ${BROKER} c"));
        // Then
        assertThat(configuration.kafka().settings())
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("sasl.jaas.config", "a: \"b\" # ${BROKER} c");
        assertThat(configuration.topics().partitions()).contains(3);
    }

    @Test
    void lookupsOtherThanTheEnvironment_areNone() throws IOException {
        // When
        var configuration = read("kafka:\n  x: ${file:UTF-8}\n  y: ${script:javascript:1}\n", Map.of());
        // Then
        assertThat(configuration.kafka().settings()).containsEntry("x", "UTF-8").containsEntry("y", "javascript:1");
    }

    @Test
    void unknownSetting_isNamedWithLineAndNearest() {
        refuses(
                "kafka: {}\ntopics:\n  partitons: 6\n",
                "line 3: unknown setting \"partitons\"; did you mean \"partitions\"?");
        refuses(
                "topics:\n  colour: 6\n",
                "line 2: unknown setting \"colour\"; known here are partitions, prefix, replication");
    }

    @Test
    void wrongValues_areNamedWithLine() {
        refuses("topics:\n  partitions: many\n", "line 2: \"topics.partitions\" takes a whole number");
        refuses("topics:\n  partitions: 1.5\n", "line 2: \"topics.partitions\" takes a whole number");
        refuses("topics: 12\n", "line 1: \"topics\" takes settings as in \"name: value\"");
        refuses("kafka:\n  acks:\n    all: 1\n", "line 2: \"kafka.acks\" takes a single value");
        refuses(
                "topics:\n  partitions: 0\n",
                "line 1: \"topics\" is refused: a topic has at least one partition and one replica");
        refuses("topics:\n  prefix: a b\n", "is refused: a topic prefix has letters");
        refuses("- a\n", "line 1: the file takes settings as in \"name: value\"");
    }

    @Test
    void notYaml_isSaidInOneLine() {
        refuses("kafka: {\n", "this is no YAML that can be used: ");
        refuses("kafka: {}\nkafka: {}\n", "line 2: ", "Duplicate");
        refuses("kafka:\n  x: ${NOBODY_SET_THIS}\n", "line 2: the environment variable NOBODY_SET_THIS is not set");
    }

    @Test
    void missingFileOrFolder_isSaidInOneLine() {
        assertThatThrownBy(
                        () -> ConfigurationFile.read(folder.resolve("none.yml"), DetectorConfiguration.class, Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessage(folder.resolve("none.yml") + " does not exist; -c takes the path of a YAML file");
        assertThatThrownBy(() -> ConfigurationFile.read(folder, DetectorConfiguration.class, Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("cannot be read");
    }

    private DetectorConfiguration read(String yaml, Map<String, String> environment) throws IOException {
        return ConfigurationFile.read(
                Files.writeString(folder.resolve("lonekey.yml"), yaml), DetectorConfiguration.class, environment);
    }

    private void refuses(String yaml, String... parts) {
        assertThatThrownBy(() -> read(yaml, Map.of()))
                .isInstanceOf(Failure.class)
                .message()
                .startsWith(folder.resolve("lonekey.yml") + "")
                .hasLineCount(1)
                .contains(parts);
    }
}
