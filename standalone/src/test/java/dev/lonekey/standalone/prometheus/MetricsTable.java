package dev.lonekey.standalone.prometheus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics of Lonekey's own, as {@code docs/metrics.md} lists them and as a service serves them. */
public final class MetricsTable {

    private static final Pattern ROW = Pattern.compile("\\| `(lonekey_\\w+)` \\| (\\w+) \\|([^|]*)\\|.*");
    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");
    private static final Pattern TYPE = Pattern.compile("# TYPE (lonekey_\\w+) (\\w+)");
    private static final Pattern SERIES = Pattern.compile("(lonekey_\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern PART_OF_HISTOGRAM = Pattern.compile("_(bucket|sum|count)$");

    private MetricsTable() {}

    /**
     * A metric.
     *
     * @param type counter, gauge or histogram
     * @param labels but for {@code le}
     */
    public record Metric(String type, Set<String> labels) {}

    /** By name, as the documentation says. */
    public static Map<String, Metric> documented() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "metrics.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> new Metric(row.group(2), names(QUOTED, row.group(3))),
                        (one, other) -> {
                            throw new IllegalStateException("there twice: " + one);
                        },
                        TreeMap::new));
    }

    /** By name, as services serve them; the longest of the last minutes is no metric of its own. */
    public static Map<String, Metric> served(Collection<String> scrapes) {
        var types = new TreeMap<String, String>();
        var labels = new TreeMap<String, Set<String>>();
        for (var scrape : scrapes) {
            scrape.lines()
                    .map(TYPE::matcher)
                    .filter(line -> line.matches())
                    .forEach(type -> types.put(type.group(1), type.group(2)));
            scrape.lines().map(SERIES::matcher).filter(line -> line.matches()).forEach(series -> labels.computeIfAbsent(
                            series.group(1), name -> new TreeSet<>())
                    .addAll(names(LABEL, series.group(2) == null ? "" : series.group(2))));
        }
        var metrics = new TreeMap<String, Metric>();
        labels.forEach((name, found) -> {
            var family = types.containsKey(name)
                    ? name
                    : PART_OF_HISTOGRAM.matcher(name).replaceFirst("");
            var isLongest = name.endsWith("_max") && types.containsKey(name.replaceFirst("_max$", ""));
            if (!isLongest) {
                found.remove("le");
                metrics.put(family, new Metric(types.get(family), found));
            }
        });
        return metrics;
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
