package dev.lonekey.ingest.service;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.config.IngestConfiguration;
import dev.lonekey.runtime.service.Service;
import dev.lonekey.runtime.service.ServiceCommand;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import picocli.CommandLine.Command;

/** {@code lonekey ingest -c FILE}. */
@Command(
        name = "ingest",
        description =
                "Run ingest for good: it brings the events of all accounts, and snapshots of their IAM, into Kafka.",
        footer = {
            "",
            "Credentials are found as the AWS CLI finds them; what they must allow is in deploy/aws.",
            "Waits for Kafka if it does not answer yet; its topics must be there (see lonekey topics --help).",
            "Exit status: 1 an error.",
            "",
            "Example:",
            "  lonekey ingest -c lonekey.yml"
        })
public final class IngestCommand extends ServiceCommand<IngestConfiguration> {

    public IngestCommand() {
        super(IngestConfiguration.class);
    }

    @Override
    protected Service service(IngestConfiguration configuration, Topics topics, MeterRegistry meters) {
        return new IngestService(configuration, topics, Clock.systemUTC(), meters);
    }
}
