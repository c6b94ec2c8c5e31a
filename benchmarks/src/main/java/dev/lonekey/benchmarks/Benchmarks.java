package dev.lonekey.benchmarks;

import dev.lonekey.benchmarks.archive.ArchiveCommand;
import dev.lonekey.benchmarks.detector.LatencyBenchmark;
import dev.lonekey.benchmarks.detector.StateBenchmark;
import dev.lonekey.benchmarks.detector.ThroughputBenchmark;
import dev.lonekey.benchmarks.process.StartBenchmark;
import dev.lonekey.benchmarks.scan.ScanBenchmark;
import dev.lonekey.benchmarks.scan.ScanProcessesBenchmark;
import dev.lonekey.benchmarks.snapshot.SnapshotBenchmark;
import picocli.CommandLine;

/** {@code benchmarks/run NAME [OPTIONS]}. */
@CommandLine.Command(
        name = "benchmarks/run",
        description =
                "Measures Lonekey against the limit and against what people use instead; see docs/performance.md.",
        subcommands = {
            ArchiveCommand.class,
            ScanBenchmark.class,
            ScanProcessesBenchmark.class,
            ThroughputBenchmark.class,
            LatencyBenchmark.class,
            StateBenchmark.class,
            StartBenchmark.class,
            SnapshotBenchmark.class,
        })
public final class Benchmarks {

    private Benchmarks() {}

    /** Ends with 0 when all was measured, whether targets are met or not. */
    public static void main(String[] arguments) {
        var commands = new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(commands.execute(arguments));
    }
}
