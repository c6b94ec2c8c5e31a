package dev.lonekey.standalone.demo;

import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.runtime.cli.Command;
import dev.lonekey.runtime.cli.ExitStatus;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import dev.lonekey.standalone.config.KafkaOptions;
import dev.lonekey.standalone.pipeline.Pipeline;
import dev.lonekey.standalone.pipeline.RouteToDetector;
import dev.lonekey.standalone.terminal.Palette;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lonekey demo}. */
@picocli.CommandLine.Command(
        name = "demo",
        description =
                "See it work: a short story with made-up ids goes through an embedded Kafka broker and the detector.",
        footer = {
            "",
            "Needs no AWS account and no Kafka, and keeps nothing. With a Kafka, the story is told to the detector that"
                    + " runs there, once: what it tells stays. Leave alone a Kafka with events of your own.",
            "Exit status: 0 when the story is told, although a violation is open at its end; 1 an error.",
            "",
            "Example:",
            "  lonekey demo --exit"
        })
public final class DemoCommand extends Command {

    @Mixin
    private KafkaOptions kafka;

    @Option(names = "--exit", description = "End after the story, instead of running on until Ctrl-C.")
    private boolean exit;

    @Override
    protected int run() throws Exception {
        var configuration = kafka.configuration();
        var narrator = new Narrator(commandLine().getOut(), Palette.ofStandardOutput(), Clock.systemUTC());
        if (configuration.kafka().bootstrapServers().isPresent()) {
            tellElsewhere(configuration, narrator);
        } else {
            tellHere(narrator);
        }
        return ExitStatus.NOTHING_OPEN;
    }

    private void tellHere(Narrator narrator) throws Exception {
        narrator.say("Starting a Kafka broker and the detector, all in this process…");
        try (var pipeline = new Pipeline(DetectorConfiguration.DEFAULT, EmbeddedBroker.ANY_PORT, Map.of(), narrator)) {
            if (exit) {
                narrator.tell(pipeline);
            } else {
                stay(pipeline, narrator);
            }
        }
    }

    private static void stay(Pipeline pipeline, Narrator narrator) throws Exception {
        try (var page = new DemoPage(pipeline)) {
            narrator.say("The page is at " + page.url() + " and shows what happens as it happens.");
            narrator.tell(pipeline);
            narrator.say("The page is at " + page.url());
            narrator.say("The broker stays up at " + pipeline.bootstrapServers() + " until you press Ctrl-C.");
            new CountDownLatch(1).await(); // until Ctrl-C
        }
    }

    private static void tellElsewhere(DetectorConfiguration configuration, Narrator narrator) throws Exception {
        try (var route = new RouteToDetector(configuration, narrator)) {
            if (narrator.wasHeardBefore()) {
                narrator.say("This Kafka has heard the story already, and keeps what came of it: it is told once. "
                        + "Begin with empty topics, or another \"prefix\" under \"topics\", to hear it again.");
            } else {
                narrator.say("Telling a story to the detector on " + route.bootstrapServers() + "…");
                narrator.tell(route);
            }
        }
    }
}
