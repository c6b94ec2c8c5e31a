package dev.lonekey.standalone.demo;

import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.runtime.cli.Command;
import dev.lonekey.runtime.cli.ExitStatus;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import dev.lonekey.standalone.pipeline.Pipeline;
import dev.lonekey.standalone.terminal.Palette;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Option;

/** {@code lonekey demo}. */
@picocli.CommandLine.Command(
        name = "demo",
        description =
                "See it work: a short story with made-up ids goes through an embedded Kafka broker and the detector.",
        footer = {
            "",
            "Needs no AWS account and no Kafka, and keeps nothing.",
            "Exit status: 0 when the story is told, although a violation is open at its end; 1 an error.",
            "",
            "Example:",
            "  lonekey demo --exit"
        })
public final class DemoCommand extends Command {

    @Option(names = "--exit", description = "End after the story, instead of running on until Ctrl-C.")
    private boolean exit;

    @Override
    protected int run() throws Exception {
        var out = commandLine().getOut();
        var narrator = new Narrator(out, Palette.ofStandardOutput(), Clock.systemUTC());
        narrator.begin();
        try (var pipeline = new Pipeline(
                DetectorConfiguration.DEFAULT,
                EmbeddedBroker.ANY_PORT,
                Map.of(),
                (json, event) -> narrator.hear(event))) {
            if (exit) {
                narrator.tell(pipeline);
                narrator.end();
            } else {
                stay(pipeline, narrator);
            }
        }
        return ExitStatus.NOTHING_OPEN;
    }

    private static void stay(Pipeline pipeline, Narrator narrator) throws Exception {
        try (var page = new DemoPage(pipeline)) {
            narrator.pointTo(page);
            narrator.tell(pipeline);
            narrator.end();
            narrator.stay(pipeline, page);
            new CountDownLatch(1).await(); // until Ctrl-C
        }
    }
}
