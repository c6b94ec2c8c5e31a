package dev.lonekey.contract.violation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.lonekey.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The published JSON Schema of violation events, for every test that sees one. */
public final class ViolationSchema {

    private static final JsonSchema SCHEMA = load();

    private ViolationSchema() {}

    /** What is wrong with an event; nothing, if it is as the schema says. */
    public static List<String> complaints(byte[] event) throws IOException {
        JsonNode node = Json.MAPPER.readTree(event);
        return SCHEMA.validate(node).stream().map(ValidationMessage::toString).toList();
    }

    private static JsonSchema load() {
        var root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/schemas"))) {
            root = root.getParent();
        }
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(root.resolve("docs/schemas/violation.schema.json")));
        } catch (IOException unreadable) {
            throw new ExceptionInInitializerError(unreadable);
        }
    }
}
