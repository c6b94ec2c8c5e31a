package dev.lonekey.detector.ocsf;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.violation.ViolationEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The published JSON Schema of findings and, where it is at hand beside the project, the strict one of OCSF itself; for every test
 * that sees an event.
 */
public final class FindingSchema {

    private static final Path ROOT = root();
    private static final Path OCSF_FILE = ROOT.resolveSibling("shared/schemas/detection_finding-1.8.0.schema.json");
    private static final JsonSchema OURS = load(ROOT.resolve("docs/schemas/violation-ocsf.schema.json"));
    private static final Optional<JsonSchema> OCSF =
            Optional.of(OCSF_FILE).filter(Files::exists).map(FindingSchema::load);
    private static final DetectionFindings FINDINGS = new DetectionFindings(true, "0.1.0");

    private FindingSchema() {}

    /** What is wrong with the finding that an event is told as; nothing, if it is as both schemas say. */
    public static List<String> complaints(ViolationEvent event) throws IOException {
        return complaints(FINDINGS.json(event));
    }

    /** What is wrong with a finding. */
    public static List<String> complaints(byte[] finding) throws IOException {
        var node = Json.MAPPER.readTree(finding);
        return Stream.concat(Stream.of(OURS), OCSF.stream())
                .flatMap(schema -> schema.validate(node).stream())
                .map(ValidationMessage::toString)
                .toList();
    }

    /** Where the schema of OCSF is looked for, or nothing if it is there. */
    static Optional<Path> missing() {
        return OCSF.isPresent() ? Optional.empty() : Optional.of(OCSF_FILE);
    }

    private static Path root() {
        var root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/schemas"))) {
            root = root.getParent();
        }
        return root;
    }

    private static JsonSchema load(Path file) {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(file));
        } catch (IOException unreadable) {
            throw new ExceptionInInitializerError(unreadable);
        }
    }
}
