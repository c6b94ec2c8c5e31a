package dev.lonekey.benchmarks.scan;

import dev.lonekey.benchmarks.archive.Archive;
import dev.lonekey.benchmarks.harness.Benchmark;
import dev.lonekey.benchmarks.harness.Comparison;
import dev.lonekey.benchmarks.harness.Contender;
import dev.lonekey.benchmarks.harness.Target;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** {@code benchmarks/run scan}: reading archives in this process, warm, on one thread and on all processors. */
@picocli.CommandLine.Command(
        name = "scan",
        description = "Scan archives: against inflating alone, and against GZIPInputStream with Jackson.")
public final class ScanBenchmark extends Benchmark {

    private static final String SCAN = "scan";
    private static final String INFLATE = "inflating alone";
    private static final String JACKSON = "GZIPInputStream + Jackson";
    private static final String PARALLEL = "scan, all processors";
    private static final String PARALLEL_INFLATE = "inflating alone, all processors";
    private static final String SPEED = "MB/s";
    /** What another process takes of the processor does not show in it. */
    private static final String CPU_SPEED = "MB per s of CPU";

    @Option(
            names = "--interest",
            split = ",",
            paramLabel = "SHARE",
            defaultValue = "0.0001,0.001,0.01,0.2",
            description = "Shares of records that travel (default ${DEFAULT-VALUE}).")
    private List<Double> interests;

    @Option(names = "--archives", paramLabel = "DIR", defaultValue = "benchmarks/target/archives")
    private Path folder;

    @Override
    protected void measure() throws Exception {
        for (var interest : interests) {
            measure(Archive.in(folder, sized(256, 4096), interest, 1), interest);
        }
    }

    private void measure(Archive archive, double interest) throws Exception {
        var processors = Runtime.getRuntime().availableProcessors();
        var contenders = List.of(
                contender(INFLATE, archive, 1, Inflating::new),
                contender(SCAN, archive, 1, Scanning::new),
                contender(JACKSON, archive, 1, JacksonReader::new),
                contender(PARALLEL_INFLATE, archive, processors, Inflating::new),
                contender(PARALLEL, archive, processors, Scanning::new));
        // What two processors of this machine give at all is told by the inflating: they may share a core.
        var targets = List.of(
                Target.atLeast(0.85, SCAN, INFLATE, SPEED),
                Target.atLeast(0.85, SCAN, INFLATE, CPU_SPEED),
                Target.atLeast(3, SCAN, JACKSON, SPEED),
                Target.atLeast(0.9 * processors, PARALLEL, SCAN, SPEED),
                Target.atLeast(0.85, PARALLEL, PARALLEL_INFLATE, SPEED));
        var title = "Scanning %,d MB, %s %% of interest".formatted((long) archive.rawMegabytes(), interest * 100);
        run(new Comparison(title, contenders, targets), 2);
    }

    private static Contender contender(String name, Archive archive, int workers, Supplier<Reader> reader) {
        return new Contender(name, () -> speed(archive, workers, reader));
    }

    private static Map<String, Double> speed(Archive archive, int workers, Supplier<Reader> reader) throws Exception {
        var threads = Executors.newFixedThreadPool(workers);
        try {
            var tasks = new ArrayList<Callable<Share>>();
            for (var worker = 0; worker < workers; worker++) {
                var share = archive.share(worker, workers);
                tasks.add(() -> readAll(share, reader.get()));
            }
            var begin = System.nanoTime();
            var found = 0L;
            var cpuNanos = 0L;
            for (var done : threads.invokeAll(tasks)) {
                found += done.get().found();
                cpuNanos += done.get().cpuNanos();
            }
            var seconds = (System.nanoTime() - begin) / 1e9;
            var sample = new LinkedHashMap<String, Double>();
            sample.put(SPEED, archive.rawMegabytes() / seconds);
            sample.put("records/s", archive.records() / seconds);
            sample.put(CPU_SPEED, archive.rawMegabytes() / (cpuNanos / 1e9));
            sample.put("found", (double) found);
            return sample;
        } finally {
            threads.shutdown();
        }
    }

    private record Share(long found, long cpuNanos) {}

    private static Share readAll(List<Path> files, Reader reader) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        var begin = threads.getCurrentThreadCpuTime();
        var found = 0L;
        for (var file : files) {
            found += reader.read(file);
        }
        return new Share(found, threads.getCurrentThreadCpuTime() - begin);
    }
}
