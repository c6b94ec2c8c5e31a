package dev.lonekey.standalone.siem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be known of the configurations in {@code deploy/siem} without the products: they read events that there are. */
class SiemConfigurationsTest {

    private static final Path FOLDER = Path.of("..", "deploy", "siem");
    private static final String TOPIC = Topics.CLUSTER.name(Topic.VIOLATIONS);
    private static final Pattern PATH = Pattern.compile("\\blonekey((?:\\??\\.[A-Za-z]+)+)");
    private static final Pattern SPLUNK_PATH =
            Pattern.compile("'([A-Za-z.{}]+)'|^EVAL-\\w+ = (\\w+)$", Pattern.MULTILINE);

    private static final Set<String> PATHS = paths();

    @ParameterizedTest
    @ValueSource(strings = {"splunk/connector.json", "elastic/connector.json"})
    void connector_readsCommittedEventsAndKeepsWhatItCannotUse(String file) throws IOException {
        var config = json(file).get("config");
        assertThat(config.get("topics").textValue()).isEqualTo(TOPIC);
        assertThat(config.get("consumer.override.isolation.level").textValue()).isEqualTo("read_committed");
        assertThat(config.get("errors.deadletterqueue.topic.name").textValue()).doesNotStartWith("lonekey.");
        assertThat(config).allSatisfy(value -> assertThat(value.isTextual()).isTrue());
    }

    @Test
    void filebeat_readsCommittedEventsIntoTheIndexOfTheTemplate() throws IOException {
        // When
        var filebeat = new YAMLMapper().readTree(read("elastic/filebeat.yml"));
        // Then
        var input = filebeat.at("/filebeat.inputs/0");
        assertThat(input.get("topics").get(0).textValue()).isEqualTo(TOPIC);
        assertThat(input.get("isolation_level").textValue()).isEqualTo("read_committed");
        assertThat(filebeat.at("/output.elasticsearch/index"))
                .isEqualTo(json("elastic/index-template.json").at("/index_patterns/0"));
        assertThat(json("elastic/rule.json").at("/index/0")).isEqualTo(filebeat.at("/output.elasticsearch/index"));
    }

    @Test
    void pipeline_readsFieldsThatEventsHave() throws IOException {
        // When
        var read = PATH.matcher(read("elastic/ingest-pipeline.json"))
                .results()
                .map(found -> found.group(1).replace("?", "").substring(1))
                .filter(path -> !path.equals("violations")) // the name of the dataset
                .toList();
        // Then
        assertThat(read).hasSizeGreaterThan(20).allSatisfy(path -> assertThat(PATHS)
                .contains(path));
    }

    @Test
    void pipeline_writesFieldsThatTheTemplateHas() throws IOException {
        // Given
        var mapped = new TreeSet<String>();
        collect("", json("elastic/index-template.json").at("/template/mappings"), mapped);
        var written = new ArrayList<String>();
        // When
        var pipeline = json("elastic/ingest-pipeline.json");
        for (var processors : new JsonNode[] {pipeline.get("processors"), pipeline.get("on_failure")}) {
            processors.forEach(each -> each.forEach(processor -> Stream.of("target_field", "field")
                    .filter(processor::has)
                    .findFirst()
                    .ifPresent(name -> written.add(processor.get(name).textValue()))));
        }
        // Then
        assertThat(written).filteredOn(field -> !field.equals("_id")).allSatisfy(field -> assertThat(mapped)
                .contains(field));
    }

    @Test
    void splunk_readsFieldsThatEventsHave() throws IOException {
        // When
        var read = Stream.concat(
                        SPLUNK_PATH.matcher(read("splunk/props.conf")).results(),
                        Pattern.compile("'([A-Za-z.]+)'")
                                .matcher(read("splunk/searches.md"))
                                .results())
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
        // Then
        assertThat(read).hasSizeGreaterThan(8).allSatisfy(path -> assertThat(PATHS)
                .contains(path));
    }

    private static String read(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file), UTF_8);
    }

    private static JsonNode json(String file) throws IOException {
        return Json.MAPPER.readTree(read(file));
    }

    /** Every path of an event that its schema allows. */
    private static Set<String> paths() {
        try {
            var schema = Json.MAPPER.readTree(
                    Files.readString(Path.of("..", "docs", "schemas", "violation.schema.json"), UTF_8));
            var paths = new TreeSet<String>();
            collect("", schema, paths);
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(String path, JsonNode schema, Set<String> paths) {
        schema.path("properties").properties().forEach(property -> {
            var below = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            paths.add(below);
            collect(below, property.getValue(), paths);
        });
        schema.path("oneOf").forEach(choice -> collect(path, choice, paths));
        collectItems(path, schema, paths);
    }

    private static void collectItems(String path, JsonNode schema, Set<String> paths) {
        if (schema.has("items")) {
            collect(path, schema.get("items"), paths);
        }
    }
}
