package dev.lonekey.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.ingest.config.IngestConfiguration;
import dev.lonekey.runtime.config.ConfigurationFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What {@code docker-compose.yml} says, without running it. */
class ComposeFileTest {

    private static final Path ROOT = Path.of("..");
    private static final Path SETTINGS = ROOT.resolve("deploy/docker/lonekey.yml");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):?-?[^}]*}");

    private final JsonNode compose = read();

    /** With its anchors and merges resolved, as Compose does. */
    private static JsonNode read() {
        try (var yaml = Files.newBufferedReader(ROOT.resolve("docker-compose.yml"))) {
            Object merged = new Yaml().load(yaml);
            return new ObjectMapper().valueToTree(merged);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void everyService_isLockedUpAndLimited() {
        assertThat(compose.path("services")).hasSizeGreaterThanOrEqualTo(7).allSatisfy(service -> {
            assertThat(service.path("read_only").asBoolean()).isTrue();
            assertThat(service.at("/cap_drop/0").asText()).isEqualTo("ALL");
            assertThat(service.at("/security_opt/0").asText()).isEqualTo("no-new-privileges:true");
            assertThat(service.path("mem_limit").asText()).isNotEmpty();
            assertThat(service.path("restart").asText()).isNotEmpty();
        });
    }

    @Test
    void everyPort_isForThisMachineOnly() {
        assertThat(compose.path("services")).allSatisfy(service -> assertThat(service.path("ports"))
                .allSatisfy(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
    }

    @Test
    void choices_areAllExplainedInTheFileOfChoices() throws IOException {
        // Given
        var secrets = Set.of("LONEKEY_TOKEN", "GRAFANA_ADMIN_PASSWORD");
        var used = new TreeSet<String>();
        var variables = VARIABLE.matcher(Files.readString(ROOT.resolve("docker-compose.yml")));
        while (variables.find()) {
            used.add(variables.group(1));
        }
        // When
        var choices = Files.readAllLines(ROOT.resolve(".env"));
        var set = choices.stream()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.replaceFirst("=.*", ""))
                .toList();
        // Then
        used.removeAll(secrets);
        used.add("COMPOSE_PROFILES");
        assertThat(set).doesNotContainAnyElementsOf(secrets).containsExactlyInAnyOrderElementsOf(used);
        assertThat(String.join(" ", choices)).contains(secrets);
    }

    @Test
    void settings_withNothingSet_areRead() {
        // Given
        var environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:19092",
                "LONEKEY_TOKEN", "",
                "LONEKEY_QUEUE_URL", "",
                "LONEKEY_EXTERNAL_ID", "",
                "LONEKEY_ORGANIZATION", "false");
        // When
        var detector = ConfigurationFile.read(SETTINGS, DetectorConfiguration.class, environment);
        var ingest = ConfigurationFile.read(SETTINGS, IngestConfiguration.class, environment);
        // Then
        assertThat(detector.http().host()).contains("0.0.0.0");
        assertThat(detector.http().token()).isEmpty();
        assertThat(ingest.ingest().queue().url()).isEmpty();
        assertThat(ingest.ingest().role().externalId()).isEmpty();
        assertThat(ingest.ingest().accounts().isOwnOnly()).isTrue();
    }

    @Test
    void settings_withEverythingSet_areRead() {
        // Given
        var queue = "https://sqs.us-east-1.amazonaws.com/111122223333/lonekey-events";
        var environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:19092",
                "LONEKEY_TOKEN", "0123456789abcdef",
                "LONEKEY_QUEUE_URL", queue,
                "LONEKEY_EXTERNAL_ID", "made-up-id",
                "LONEKEY_ORGANIZATION", "true");
        // When
        var detector = ConfigurationFile.read(SETTINGS, DetectorConfiguration.class, environment);
        var ingest = ConfigurationFile.read(SETTINGS, IngestConfiguration.class, environment);
        // Then
        assertThat(detector.http().token()).contains("0123456789abcdef");
        assertThat(ingest.ingest().queue().url()).contains(URI.create(queue));
        assertThat(ingest.ingest().role().externalId()).contains("made-up-id");
        assertThat(ingest.ingest().accounts().isOwnOnly()).isFalse();
    }
}
