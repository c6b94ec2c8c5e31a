package dev.lonekey.benchmarks.scan;

import dev.lonekey.benchmarks.archive.Archive;
import dev.lonekey.benchmarks.harness.Benchmark;
import dev.lonekey.benchmarks.harness.Comparison;
import dev.lonekey.benchmarks.harness.Contender;
import dev.lonekey.benchmarks.harness.Target;
import dev.lonekey.benchmarks.process.Run;
import dev.lonekey.contract.cloudtrail.EventName;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** {@code benchmarks/run scan-processes}: whole processes over the same archive on the same processors, start included. */
@picocli.CommandLine.Command(
        name = "scan-processes",
        description = "Scan archives as whole processes: lonekey replay, zcat | jq, rg -z.")
public final class ScanProcessesBenchmark extends Benchmark {

    private static final String REPLAY = "lonekey replay";
    private static final String JQ = "zcat and jq";
    private static final String RIPGREP = "rg -z";
    private static final Set<Integer> REPLAYED = Set.of(0, 2);

    @Option(
            names = "--interest",
            paramLabel = "SHARE",
            defaultValue = "0.001",
            description = "Share of records that travel (default ${DEFAULT-VALUE}).")
    private double interest;

    @Option(
            names = "--processors",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,2",
            description = "How many may be used (default ${DEFAULT-VALUE}).")
    private List<Integer> processors;

    @Option(names = "--archives", paramLabel = "DIR", defaultValue = "benchmarks/target/archives")
    private Path folder;

    @Override
    protected void measure() throws Exception {
        var archive = Archive.in(folder, sized(256, 4096), interest, 1);
        for (var count : processors) {
            measure(archive, count);
        }
    }

    private void measure(Archive archive, int count) throws Exception {
        var files = Run.quoted(archive.folder().toAbsolutePath());
        var names = Stream.of(EventName.values()).map(EventName::text).collect(Collectors.joining("|"));
        var contenders = List.of(
                contender(REPLAY, "./lonekey replay --output jsonl " + files, count, REPLAYED, archive),
                // Whole records of interest, found by name: less than what replay does, which goes on to judge them.
                contender(
                        JQ,
                        "zcat " + files + "/*.gz | jq -c '.Records[] | select(.eventName | test(\"^(" + names
                                + ")$\"))'",
                        count,
                        Set.of(0),
                        archive),
                contender(
                        RIPGREP,
                        "rg -z -o --no-filename '\"eventName\":\"(" + names + ")\"' " + files,
                        count,
                        Set.of(0),
                        archive));
        var targets = List.of(Target.atMost(1 / 20.0, REPLAY, JQ, "s"), Target.atMost(1 / 1.5, REPLAY, RIPGREP, "s"));
        var title = "Whole processes over %,d MB, %s %% of interest, processors %d"
                .formatted((long) archive.rawMegabytes(), interest * 100, count);
        run(new Comparison(title, contenders, targets), 1);
    }

    private static Contender contender(
            String name, String command, int processors, Set<Integer> statuses, Archive archive) {
        return new Contender(name, () -> {
            var sample = Run.measure(command, processors, statuses);
            sample.put("MB/s", archive.rawMegabytes() / sample.get("s"));
            return sample;
        });
    }
}
