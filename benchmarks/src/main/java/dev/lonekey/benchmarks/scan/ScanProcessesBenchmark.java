package dev.lonekey.benchmarks.scan;

import dev.lonekey.benchmarks.archive.Archive;
import dev.lonekey.benchmarks.harness.Benchmark;
import dev.lonekey.benchmarks.harness.Comparison;
import dev.lonekey.benchmarks.harness.Contender;
import dev.lonekey.benchmarks.harness.Target;
import dev.lonekey.benchmarks.process.Run;
import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.standalone.broker.TemporaryFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    /** All of it; and what is left without the seconds that a replay of nothing takes. */
    private static final String WHOLE = "s";

    private static final String WORK = "s, start excluded";
    private static final Set<Integer> ENDED = Set.of(0);
    private static final Set<Integer> REPLAYED = Set.of(0, 2);
    private static final Set<Integer> REPLAYED_NOTHING = Set.of(1);

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
        // Whole records of interest, found by name: less than what replay does, which goes on to judge them.
        var jq = "zcat " + files + "/*.gz | jq -c '.Records[] | select(.eventName | test(\"^(" + names + ")$\"))'";
        var ripgrep = "rg -z -o --no-filename '\"eventName\":\"(" + names + ")\"' " + files;
        var contenders = List.of(
                new Contender(REPLAY, () -> replayed(files, count, archive)),
                new Contender(JQ, () -> ran(jq, count, archive)),
                new Contender(RIPGREP, () -> ran(ripgrep, count, archive)));
        var targets = List.of(
                Target.atMost(1 / 20.0, REPLAY, JQ, WORK),
                Target.atMost(1 / 1.5, REPLAY, RIPGREP, WORK),
                Target.atMost(1 / 20.0, REPLAY, JQ, WHOLE),
                Target.atMost(1 / 1.5, REPLAY, RIPGREP, WHOLE));
        var title = "Whole processes over %,d MB, %s %% of interest, processors %d"
                .formatted((long) archive.rawMegabytes(), interest * 100, count);
        run(new Comparison(title, contenders, targets), 1);
    }

    private static Map<String, Double> replayed(String files, int processors, Archive archive) throws Exception {
        try (var empty = new TemporaryFolder()) {
            var command = "./lonekey replay --output jsonl ";
            var nothing = Run.measure(command + Run.quoted(empty.path()), processors, REPLAYED_NOTHING);
            var sample = Run.measure(command + files, processors, REPLAYED);
            sample.put(WORK, sample.get(WHOLE) - nothing.get(WHOLE));
            return withSpeed(sample, archive);
        }
    }

    private static Map<String, Double> ran(String command, int processors, Archive archive) throws Exception {
        var sample = Run.measure(command, processors, ENDED);
        sample.put(WORK, sample.get(WHOLE));
        return withSpeed(sample, archive);
    }

    private static Map<String, Double> withSpeed(Map<String, Double> sample, Archive archive) {
        sample.put("MB/s, start excluded", archive.rawMegabytes() / sample.get(WORK));
        return sample;
    }
}
