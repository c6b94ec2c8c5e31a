package dev.lonekey.detector.service;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.runtime.service.Service;
import dev.lonekey.runtime.service.ServiceCommand;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lonekey detector -c FILE}. */
@Command(
        name = "detector",
        description = "Run the detector for good: it reads from Kafka what ingest writes, and publishes violations.",
        footer = {
            "",
            "Waits for Kafka if it does not answer yet; its topics must be there (see lonekey topics --help).",
            "Exit status: 1 an error, also when it has stopped by itself.",
            "",
            "Example:",
            "  lonekey detector -c lonekey.yml"
        })
public final class DetectorCommand extends ServiceCommand<DetectorConfiguration> {

    @Option(
            names = "--seed",
            description = {
                "After a reset: begin with what is published in lonekey.violations.current, so that violations keep their ids.",
                "Changes nothing where there is state already."
            })
    private boolean seed;

    public DetectorCommand() {
        super(DetectorConfiguration.class, DetectorService.DEFAULT_PORT);
    }

    @Override
    protected Service service(DetectorConfiguration configuration, Topics topics, MeterRegistry meters) {
        return new DetectorService(configuration, topics, seed, Clock.systemUTC(), meters);
    }
}
