package dev.lonekey.benchmarks.scan;

import dev.lonekey.benchmarks.archive.Archive;
import dev.lonekey.ingest.scan.Judge;
import dev.lonekey.ingest.scan.UnitReader;
import dev.lonekey.ingest.scan.Window;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** {@code benchmarks/run jmh}: what the scan does with bytes that are inflated already; one operation is one file. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ScanParts {

    private static final int WINDOW_BYTES = 128 * 1024;

    private final Window window = new Window(WINDOW_BYTES, 1 << 24);
    private byte[] raw;

    /** One file of 20,000 records, of which 0.1 % are of interest. */
    @Setup
    public void inflate() throws IOException {
        var file = Archive.in(Path.of("benchmarks/target/archives"), 1, 0.001, 1)
                .files()
                .get(0);
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            raw = in.readAllBytes();
        }
    }

    /** Takes the bytes apart into units. */
    @Benchmark
    public long units() throws IOException {
        var units = new UnitReader(new ByteArrayInputStream(raw), window);
        var count = 0L;
        for (var step = units.next(); goesOn(step); step = units.next()) {
            count += step == UnitReader.Step.UNIT ? 1 : 0;
        }
        return count;
    }

    /** The same, and judges each. */
    @Benchmark
    public void unitsAndVerdicts(Blackhole verdicts) throws IOException {
        var units = new UnitReader(new ByteArrayInputStream(raw), window);
        for (var step = units.next(); goesOn(step); step = units.next()) {
            if (step == UnitReader.Step.UNIT) {
                verdicts.consume(Judge.judge(units.bytes(), units.from(), units.to()));
            }
        }
    }

    private static boolean goesOn(UnitReader.Step step) {
        return step == UnitReader.Step.UNIT || step == UnitReader.Step.PAUSE;
    }
}
