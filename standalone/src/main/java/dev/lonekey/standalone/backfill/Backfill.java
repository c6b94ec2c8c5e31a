package dev.lonekey.standalone.backfill;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.archive.ArchiveSource;
import dev.lonekey.ingest.publish.PacedPublisher;
import dev.lonekey.ingest.publish.PublishException;
import dev.lonekey.ingest.publish.Publisher;
import dev.lonekey.runtime.cli.ExitStatus;
import dev.lonekey.runtime.text.Harmless;
import dev.lonekey.standalone.archive.HowFar;
import dev.lonekey.standalone.archive.Scan;
import dev.lonekey.standalone.terminal.InWords;
import dev.lonekey.standalone.terminal.ProgressLine;
import dev.lonekey.standalone.terminal.Terminals;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;

/** One back-fill: from the archives to Kafka, where all of it is acknowledged at the end. */
final class Backfill {

    private final ArchiveSource source;
    private final Publisher publisher;
    private final DetectorLag lag;
    private final int rate;
    private final PrintWriter out;
    private final PrintWriter err;
    private final long start = System.nanoTime();

    /** @param rate records a second, at most */
    Backfill(ArchiveSource source, Publisher publisher, DetectorLag lag, int rate, PrintWriter out, PrintWriter err) {
        this.source = source;
        this.publisher = publisher;
        this.lag = lag;
        this.rate = rate;
        this.out = out;
        this.err = err;
    }

    /**
     * Returns the {@link ExitStatus}.
     *
     * @throws PublishException if Kafka refuses a record for good
     * @throws IOException if the archives as a whole cannot be read
     */
    int run(Topics topics) throws IOException, InterruptedException {
        var paced = new PacedPublisher(publisher, rate, lag::awaitSmall);
        try (var scan = new Scan(source);
                var progress = new ProgressLine(err, Terminals.isStandardError(), this::howFar)) {
            progress.start();
            for (var batch = scan.next(); batch.isPresent(); batch = scan.next()) {
                paced.publish(batch.get());
            }
            publisher.flush();
        }
        summary().lines(topics.name(Topic.CLOUDTRAIL)).forEach(out::println);
        source.problems().forEach(problem -> err.println("lonekey: " + Harmless.command(problem.message())));
        out.flush();
        err.flush();
        return source.problems().isEmpty() ? ExitStatus.NOTHING_OPEN : ExitStatus.ERROR;
    }

    private String howFar(Duration elapsed) {
        return HowFar.text(source.progress(), elapsed, "all read") + ", " + InWords.number(publisher.published())
                + " published" + waiting();
    }

    private String waiting() {
        if (lag.isStuck()) {
            return "; waiting for the detector, which does not get on: does it run? See its /health/ready";
        }
        return lag.isLarge() ? "; waiting for the detector to keep up" : "";
    }

    private Summary summary() {
        return new Summary(
                source.progress(),
                publisher.published(),
                publisher.rejected(),
                Duration.ofNanos(System.nanoTime() - start),
                rate);
    }
}
