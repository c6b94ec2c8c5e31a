package dev.lonekey.standalone.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a process took over time, one row for each moment that was looked at. */
final class Course {

    private final List<String> columns;
    private final List<List<Double>> rows = new ArrayList<>();

    Course(String... columns) {
        this.columns = List.of(columns);
    }

    /** @param values one for each column but the first, which is the time in seconds */
    void add(Duration at, Number... values) {
        var row = new ArrayList<Double>();
        row.add((double) at.toSeconds());
        for (var value : values) {
            row.add(value.doubleValue());
        }
        rows.add(row);
    }

    /** The values of each column but that of the time, in the order of time. */
    Map<String, List<Double>> series() {
        var series = new LinkedHashMap<String, List<Double>>();
        for (var column = 1; column < columns.size(); column++) {
            var place = column;
            series.put(
                    columns.get(column),
                    rows.stream().map(row -> row.get(place)).toList());
        }
        return series;
    }

    /** As a table in Markdown. */
    String table() {
        var table = new StringBuilder(
                "| %s |%n|%s%n".formatted(String.join(" | ", columns), "---|".repeat(columns.size())));
        for (var row : rows) {
            row.forEach(value -> table.append("| %,.0f ".formatted(value)));
            table.append("|\n");
        }
        return table.toString();
    }

    void write(Path file, String heading) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, heading + "\n\n" + table());
    }

    /** All bytes below a folder; what vanishes meanwhile does not count. */
    static long bytes(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (var files = Files.walk(folder)) {
            return files.mapToLong(Course::size).sum();
        } catch (java.io.UncheckedIOException vanished) {
            return bytes(folder);
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException vanished) {
            return 0;
        }
    }
}
