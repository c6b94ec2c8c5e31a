package dev.lonekey.standalone.run;

import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.detector.service.DetectorService;
import dev.lonekey.ingest.config.IngestConfiguration;
import dev.lonekey.ingest.service.IngestService;
import dev.lonekey.runtime.cli.Command;
import dev.lonekey.runtime.service.ConfigurationOption;
import dev.lonekey.runtime.service.ServiceRun;
import dev.lonekey.standalone.cli.BrokerPort;
import dev.lonekey.standalone.cli.OutputFormat;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lonekey run -c FILE}. */
@picocli.CommandLine.Command(
        name = "run",
        description = "Run everything in this process for good, and print violations as they happen.",
        footer = {
            "",
            "Without a configured Kafka a broker runs in this process as well, and keeps its topics in the data directory.",
            "Exit status: 1 an error, also when a part has stopped by itself.",
            "",
            "Example:",
            "  lonekey run -c lonekey.yml"
        })
public final class RunCommand extends Command {

    @Mixin
    private ConfigurationOption file;

    @Mixin
    private BrokerPort port;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            converter = OutputFormat.Converter.class,
            description = {
                "table: events in words (default on a terminal).",
                "jsonl: the violation events as they are published, one a line (default elsewhere)."
            })
    private OutputFormat output;

    @Option(
            names = "--seed",
            description = {
                "After a reset of the detector: begin with what is published, so that violations keep their ids.",
                "Changes nothing where there is state already."
            })
    private boolean seed;

    @Override
    protected int run() throws InterruptedException {
        var configuration = file.read(DetectorConfiguration.class);
        var sources = file.read(IngestConfiguration.class);
        var format = output != null ? output : OutputFormat.ofStandardOutput();
        var out = commandLine().getOut();
        var err = commandLine().getErr();
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (var kafka = RunningKafka.of(configuration, port.number());
                var detector = new DetectorService(
                        configuration.withKafka(kafka.settings()), kafka.topics(), seed, Clock.systemUTC(), meters);
                var ingest = new IngestService(
                        sources.withKafka(kafka.settings()), kafka.topics(), Clock.systemUTC(), meters);
                var printer = new ViolationPrinter(kafka, format, out, err)) {
            err.println("lonekey: " + kafka.where());
            new ServiceRun(
                            kafka.settings().settings(),
                            kafka.topics(),
                            configuration.http(),
                            DetectorService.DEFAULT_PORT,
                            meters,
                            line -> err.println("lonekey: " + line))
                    .untilStopped(List.of(printer, detector, ingest));
        }
        throw new IllegalStateException("what runs for good ends only when it is stopped");
    }
}
