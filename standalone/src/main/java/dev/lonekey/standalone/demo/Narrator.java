package dev.lonekey.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.ingest.archive.ArchiveSource;
import dev.lonekey.ingest.source.Source;
import dev.lonekey.standalone.pipeline.Pipeline;
import dev.lonekey.standalone.terminal.InWords;
import dev.lonekey.standalone.terminal.Palette;
import dev.lonekey.standalone.violation.EventLines;
import dev.lonekey.standalone.violation.ViolationReport;
import dev.lonekey.standalone.violation.ViolationView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells the story step by step, and what Lonekey publishes as soon as it does. */
final class Narrator {

    private static final Duration BREATH = Duration.ofMillis(1_200);

    private final PrintWriter out;
    private final Palette palette;
    private final Clock clock;
    private final EventLines events;
    private final ViolationView view = new ViolationView();
    private final AtomicInteger heard = new AtomicInteger();

    Narrator(PrintWriter out, Palette palette, Clock clock) {
        this.out = out;
        this.palette = palette;
        this.clock = clock;
        this.events = new EventLines(palette);
    }

    void begin() {
        print("Starting a Kafka broker and the detector, all in this process…");
    }

    /** Called by the thread that reads the violations. */
    void hear(ViolationEvent event) {
        heard.incrementAndGet();
        view.add(event);
        events.of(event, clock.instant()).forEach(line -> print("   " + line));
    }

    void tell(Pipeline pipeline) throws IOException, InterruptedException {
        var number = 1;
        for (var step : Story.endingAt(clock.instant()).steps()) {
            print("");
            print(palette.bold(number++ + ". " + step.narration()));
            var before = heard.get();
            publish(step, pipeline);
            pipeline.awaitDone();
            if (heard.get() == before) {
                print("   " + palette.faint("Nothing is published: " + step.quiet()));
            }
            Thread.sleep(BREATH.toMillis());
        }
    }

    private static void publish(Story.Step step, Pipeline pipeline) throws IOException {
        try (Source file = new ArchiveSource(
                List.of(Path.of("-")),
                new ByteArrayInputStream(step.cloudTrailFile().getBytes(UTF_8)))) {
            for (var batch = file.next(); batch.isPresent(); batch = file.next()) {
                pipeline.publish(batch.get());
            }
        }
    }

    void pointTo(DemoPage page) {
        print("The page is at " + page.url() + " and shows what happens as it happens.");
    }

    void end() {
        print("");
        new ViolationReport(palette, clock.instant()).lines(view, view).forEach(this::print);
        print("That was the story, with " + InWords.count(heard.get(), "event") + " published on lonekey.violations.");
        print("Go on with your own archives:  lonekey replay AWSLogs/");
    }

    void stay(Pipeline pipeline, DemoPage page) {
        print("The page is at " + page.url());
        print("The broker stays up at " + pipeline.bootstrapServers() + " until you press Ctrl-C.");
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }
}
