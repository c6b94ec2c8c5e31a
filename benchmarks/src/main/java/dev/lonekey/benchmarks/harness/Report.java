package dev.lonekey.benchmarks.harness;

import dev.lonekey.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of a comparison, as a file for programs and as Markdown for docs/performance.md. */
final class Report {

    private final Comparison comparison;
    private final Comparison.Measured measured;
    private final Machine machine;

    Report(Comparison comparison, Comparison.Measured measured, Machine machine) {
        this.comparison = comparison;
        this.measured = measured;
        this.machine = machine;
    }

    /** One line for each contender, then one for each target. */
    List<String> markdown() {
        var quantities = comparison.contenders().stream()
                .flatMap(each -> measured.spreads(each.name()).keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var lines = new ArrayList<String>();
        lines.add("### " + comparison.title());
        lines.add("");
        lines.add(row(Stream.concat(Stream.of(""), quantities.stream())));
        lines.add("|---" + "|---:".repeat(quantities.size()) + "|");
        for (var contender : comparison.contenders()) {
            var spreads = measured.spreads(contender.name());
            lines.add(row(Stream.concat(
                    Stream.of(contender.name()),
                    quantities.stream()
                            .map(quantity -> spreads.containsKey(quantity)
                                    ? spreads.get(quantity).text()
                                    : ""))));
        }
        if (!comparison.targets().isEmpty()) {
            lines.add("");
            lines.add("| ratio | target | reached | met |");
            lines.add("|---|---:|---:|---|");
        }
        for (var target : comparison.targets()) {
            var reached = measured.reached(target);
            lines.add(row(Stream.of(
                    target.what(), target.text(), reached.text(), target.isMet(reached.median()) ? "yes" : "no")));
        }
        lines.add("");
        lines.add("Median (least–most) of " + rounds() + "; " + machine.text() + ".");
        return lines;
    }

    private static String row(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |"));
    }

    private int rounds() {
        return measured.samples().values().stream().mapToInt(List::size).max().orElse(0);
    }

    void writeJson(Path file, String name, Map<String, String> options) throws IOException {
        var spreads = new LinkedHashMap<String, Object>();
        comparison.contenders().forEach(each -> spreads.put(each.name(), measured.spreads(each.name())));
        var ratios = comparison.targets().stream()
                .map(target -> Map.of(
                        "ratio", target.what(),
                        "target", target.text(),
                        "reached", measured.reached(target),
                        "met", target.isMet(measured.reached(target).median())))
                .toList();
        var all = new LinkedHashMap<String, Object>();
        all.put("benchmark", name);
        all.put("title", comparison.title());
        all.put("at", Instant.now());
        all.put("machine", machine);
        all.put("options", options);
        all.put("rounds", rounds());
        all.put("medians", spreads);
        all.put("targets", ratios);
        all.put("samples", measured.samples());
        Files.createDirectories(file.getParent());
        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
    }
}
