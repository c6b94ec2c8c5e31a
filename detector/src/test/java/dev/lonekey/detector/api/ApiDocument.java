package dev.lonekey.detector.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.lonekey.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The OpenAPI file, for tests that hold answers against it. */
final class ApiDocument {

    private static final String FILES = "classpath:dev/lonekey/detector/api/";

    private final ObjectNode document = read();

    private static ObjectNode read() {
        try (var yaml = ApiDocument.class.getResourceAsStream("openapi.yaml")) {
            return (ObjectNode) new YAMLMapper().readTree(yaml);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The paths that it describes. */
    List<String> paths() {
        return document.get("paths").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The names of the parameters of a path that are in the query. */
    List<String> queryParameters(String path) {
        return document.at("/paths").get(path).get("get").path("parameters").findValuesAsText("name").stream()
                .toList();
    }

    /** The schema of the JSON that a path answers with under a status, as a JSON pointer; empty when it is no JSON. */
    String schemaOf(String path, int status) {
        var response =
                document.at("/paths").get(path).get("get").get("responses").path(Integer.toString(status));
        var resolved =
                response.has("$ref") ? document.at(response.get("$ref").asText().substring(1)) : response;
        return resolved.path("content")
                .path("application/json")
                .path("schema")
                .path("$ref")
                .asText();
    }

    /** Whether a status is described. */
    boolean knows(String path, int status) {
        return document.at("/paths").get(path).get("get").get("responses").has(Integer.toString(status));
    }

    /** What is wrong with an answer; nothing, if it is as the schema says. */
    List<String> complaints(String schema, String json) throws IOException {
        JsonNode answer = Json.MAPPER.readTree(json);
        var root = document.deepCopy().put("$ref", schema);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(FILES + "openapi.yaml"), root)
                .validate(answer)
                .stream()
                .map(ValidationMessage::toString)
                .toList();
    }
}
