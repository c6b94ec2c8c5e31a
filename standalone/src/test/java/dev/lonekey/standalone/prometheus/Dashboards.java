package dev.lonekey.standalone.prometheus;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The dashboards of {@code deploy/grafana}. */
public final class Dashboards {

    public static final Path FOLDER = Path.of("..", "deploy", "grafana");

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Dashboards() {}

    /**
     * A query of a panel.
     *
     * @param title of dashboard and panel
     * @param expression with Grafana's variables in it
     */
    public record Query(String title, String expression) {

        /** With the variables as Grafana would fill them in for everything, and a short range of time. */
        public String filledIn() {
            return expression
                    .replace("$__rate_interval", "10s")
                    .replace("$__range", "10m")
                    .replace("$instance", ".+");
        }
    }

    /** The files. */
    static List<Path> files() throws IOException {
        try (var files = Files.list(FOLDER.resolve("dashboards"))) {
            return files.sorted().toList();
        }
    }

    static JsonNode read(Path file) throws IOException {
        return STRICT.readTree(file.toFile());
    }

    /** Every query of every panel. */
    public static List<Query> queries() throws IOException {
        var queries = new ArrayList<Query>();
        for (var file : files()) {
            var dashboard = read(file);
            for (var panel : dashboard.get("panels")) {
                var title = dashboard.get("title").asText() + " / "
                        + panel.get("title").asText();
                panel.path("targets")
                        .forEach(target ->
                                queries.add(new Query(title, target.get("expr").asText())));
            }
        }
        return queries;
    }
}
