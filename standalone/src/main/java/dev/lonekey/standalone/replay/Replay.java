package dev.lonekey.standalone.replay;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.ingest.archive.ArchiveSource;
import dev.lonekey.runtime.cli.ExitStatus;
import dev.lonekey.runtime.text.Harmless;
import dev.lonekey.standalone.archive.HowFar;
import dev.lonekey.standalone.archive.Scan;
import dev.lonekey.standalone.cli.OutputFormat;
import dev.lonekey.standalone.pipeline.OutputListener;
import dev.lonekey.standalone.pipeline.Pipeline;
import dev.lonekey.standalone.terminal.Palette;
import dev.lonekey.standalone.terminal.ProgressLine;
import dev.lonekey.standalone.terminal.Terminals;
import dev.lonekey.standalone.violation.ViolationReport;
import dev.lonekey.standalone.violation.ViolationView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/** One replay: from the baseline and the archives to what is printed. */
final class Replay implements OutputListener {

    /** Nobody waits for a single violation of the past: fewer commits, and more records between them. */
    private static final String COMMIT_INTERVAL_MS = "commit.interval.ms";

    private final Baseline baseline;
    private final ArchiveSource source;
    private final OutputFormat format;
    private final PrintWriter out;
    private final PrintWriter err;
    /** What this run published. */
    private final ViolationView run = new ViolationView();
    /** What there is, also from before where the brokers are kept. */
    private final ViolationView all = new ViolationView();

    private final long start = System.nanoTime();

    Replay(Baseline baseline, ArchiveSource source, OutputFormat format, PrintWriter out, PrintWriter err) {
        this.baseline = baseline;
        this.source = source;
        this.format = format;
        this.out = out;
        this.err = err;
    }

    /** Returns the {@link ExitStatus}. */
    int run(DetectorConfiguration configuration, int port) throws IOException, InterruptedException {
        try (var scan = new Scan(source);
                var pipeline = new Pipeline(
                        configuration.withKafka(configuration.kafka().withDefault(COMMIT_INTERVAL_MS, "200")),
                        port,
                        Map.of(),
                        this)) {
            print(summary(scan, pipeline)); // all is known, so nobody need wait until everything is closed
        }
        return exitStatus();
    }

    private Summary summary(Scan scan, Pipeline pipeline) throws IOException, InterruptedException {
        try (var progress = new ProgressLine(
                err,
                Terminals.isStandardError(),
                elapsed -> HowFar.text(source.progress(), elapsed, "waiting for the detector"))) {
            progress.start();
            baseline.batches().forEach(pipeline::publish);
            for (var batch = scan.next(); batch.isPresent(); batch = scan.next()) {
                pipeline.publish(batch.get());
            }
            pipeline.awaitDone();
            return summary(pipeline);
        }
    }

    @Override
    public void known(ViolationEvent event) {
        all.add(event);
    }

    @Override
    public void published(byte[] json, ViolationEvent event) {
        run.add(event);
        all.add(event);
        if (format == OutputFormat.JSONL) {
            out.write(new String(json, StandardCharsets.UTF_8) + "\n");
            out.flush();
        }
    }

    private Summary summary(Pipeline pipeline) throws InterruptedException {
        return new Summary(
                source.progress(),
                pipeline.population().principals(),
                run.open().size() + run.resolved().size(),
                all.open().size(),
                run.resolved().size(),
                pipeline.deadLetters(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private void print(Summary summary) {
        if (format == OutputFormat.TABLE) {
            new ViolationReport(Palette.ofStandardOutput(), Instant.now())
                    .lines(all, run)
                    .forEach(out::println);
        }
        Stream.concat(baseline.lines(), summary.lines().stream())
                .forEach((format == OutputFormat.TABLE ? out : err)::println);
        baseline.tellProblems(err);
        source.problems().forEach(problem -> err.println("lonekey: " + Harmless.command(problem.message())));
        out.flush();
        err.flush();
    }

    private int exitStatus() {
        if (baseline.isBroken() || !source.problems().isEmpty()) {
            return ExitStatus.ERROR;
        }
        return all.open().isEmpty() ? ExitStatus.NOTHING_OPEN : ExitStatus.VIOLATIONS_OPEN;
    }
}
