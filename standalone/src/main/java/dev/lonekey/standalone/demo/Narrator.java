package dev.lonekey.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.ingest.archive.ArchiveSource;
import dev.lonekey.ingest.source.Source;
import dev.lonekey.standalone.pipeline.OutputListener;
import dev.lonekey.standalone.pipeline.Route;
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
final class Narrator implements OutputListener {

    private static final Duration BREATH = Duration.ofMillis(1_200);

    private final PrintWriter out;
    private final Palette palette;
    private final Clock clock;
    private final EventLines events;
    private final ViolationView view = new ViolationView();
    private final AtomicInteger heard = new AtomicInteger();
    private boolean heardBefore;

    Narrator(PrintWriter out, Palette palette, Clock clock) {
        this.out = out;
        this.palette = palette;
        this.clock = clock;
        this.events = new EventLines(palette);
    }

    /** Whether the Kafka on which it is to be told knows what comes of the story; known before anything is published. */
    boolean wasHeardBefore() {
        return heardBefore;
    }

    @Override
    public void known(ViolationEvent event) {
        heardBefore |= event.account().id().equals(Story.ACCOUNT);
    }

    /** Called by the thread that reads the violations. */
    @Override
    public void published(byte[] json, ViolationEvent event) {
        heard.incrementAndGet();
        view.add(event);
        events.of(event, clock.instant()).forEach(line -> say("   " + line));
    }

    void tell(Route route) throws IOException, InterruptedException {
        var number = 1;
        for (var step : Story.endingAt(clock.instant()).steps()) {
            say("");
            say(palette.bold(number++ + ". " + step.narration()));
            var before = heard.get();
            publish(step, route);
            route.awaitDone();
            if (heard.get() == before) {
                say("   " + palette.faint("Nothing is published: " + step.quiet()));
            }
            Thread.sleep(BREATH.toMillis());
        }
        end();
    }

    private static void publish(Story.Step step, Route route) throws IOException {
        try (Source file = new ArchiveSource(
                List.of(Path.of("-")),
                new ByteArrayInputStream(step.cloudTrailFile().getBytes(UTF_8)))) {
            for (var batch = file.next(); batch.isPresent(); batch = file.next()) {
                route.publish(batch.get());
            }
        }
    }

    private void end() {
        say("");
        new ViolationReport(palette, clock.instant()).lines(view, view).forEach(this::say);
        say("That was the story, with " + InWords.count(heard.get(), "event") + " published on lonekey.violations.");
        say("Go on with your own archives:  lonekey replay AWSLogs/");
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }
}
