package dev.lonekey.standalone.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The alerts of {@code deploy/prometheus}. */
public final class AlertRules {

    public static final Path FOLDER = Path.of("..", "deploy", "prometheus");

    private static final Pattern SELECTOR =
            Pattern.compile("\\b(?:(?:lonekey|kafka|jvm|process)_\\w+|up)(?:\\{[^}]*})?");

    private AlertRules() {}

    /** All alerts, as they stand in the file. */
    public static List<JsonNode> all() throws IOException {
        var file = new YAMLMapper().readTree(FOLDER.resolve("lonekey.rules.yml").toFile());
        return stream(file.get("groups").elements())
                .flatMap(group -> stream(group.get("rules").elements()))
                .toList();
    }

    /** What an expression asks for before it compares or computes anything. */
    public static List<String> selectors(String expression) {
        return SELECTOR.matcher(expression).results().map(MatchResult::group).toList();
    }

    private static Stream<JsonNode> stream(Iterator<JsonNode> nodes) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(nodes, 0), false);
    }
}
