package dev.lonekey.standalone.backfill;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.publish.PublishException;
import dev.lonekey.ingest.publish.Publisher;
import dev.lonekey.ingest.trail.S3Path;
import dev.lonekey.runtime.cli.Command;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.archive.Archives;
import dev.lonekey.standalone.archive.Days;
import dev.lonekey.standalone.config.KafkaOptions;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lonekey backfill -c FILE PATH…}. */
@picocli.CommandLine.Command(
        name = "backfill",
        description = {
            "Give CloudTrail archives to the detector that is running, next to what it watches.",
            "Takes what lonekey replay takes, and publishes its records to the topic that the detector reads;"
                    + " what it finds is on the topic of violations, as LATE where it began long ago. Again changes nothing."
        },
        footer = {
            "",
            "Records are published at a pace, and only while the detector keeps up, so that live events hardly wait.",
            "The bucket of a trail is read as \"ingest:\" in the settings says (partition, archive.role-arn).",
            "Exit status: 0 all is published, 1 an error, also when a file was broken.",
            "",
            "Examples:",
            "  lonekey backfill -c lonekey.yml AWSLogs/",
            "  lonekey backfill -c lonekey.yml s3://example-trail --since 2026-10-01",
            "  lonekey backfill -c lonekey.yml --bootstrap-server localhost:9092 AWSLogs/",
            "                             into lonekey run, at the address that it prints"
        })
public final class BackfillCommand extends Command {

    /** A detector on a busy machine still judges several times as many. */
    private static final String USUAL_RATE = "200";

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files and folders; - is standard input; s3://BUCKET/PREFIX is what stands before AWSLogs/.")
    private List<String> paths = List.of();

    @Mixin
    private Days days;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "In S3: an account whose files are read; may be given again and again. Default all.")
    private List<String> accounts = List.of();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = USUAL_RATE,
            description = "Records published a second, at most (default: " + USUAL_RATE
                    + "). Records of other events are read, but not published, and do not count.")
    private int rate;

    @Mixin
    private KafkaOptions kafka;

    @Override
    protected int run() throws Exception {
        requireMeant();
        var archives = Archives.of(paths, days.range(accounts));
        var settings = requireKafka();
        var topics = topics();
        try (var cluster = new Cluster(settings)) {
            cluster.requireRight(topics);
        }
        try (var opened = archives.open(kafka.ingest());
                var publisher = publisher(topics, settings);
                var lag = new DetectorLag(topics, settings, rate)) {
            return new Backfill(
                            opened.source(),
                            publisher,
                            lag,
                            rate,
                            commandLine().getOut(),
                            commandLine().getErr())
                    .run(topics);
        } catch (AwsFailure | PublishException failure) {
            throw new Failure(failure.getMessage(), failure);
        }
    }

    private void requireMeant() {
        if (rate < 1) {
            throw new Failure("--rate " + rate + " publishes nothing; give at least 1");
        }
        if (!accounts.isEmpty() && paths.stream().noneMatch(S3Path::isMeant)) {
            throw new Failure("--account chooses files in S3; give an s3://BUCKET/PREFIX as well");
        }
    }

    private Map<String, String> requireKafka() {
        var configured = kafka.configuration().kafka();
        if (configured.bootstrapServers().isEmpty()) {
            throw new Failure(
                    "into which Kafka? Set bootstrap.servers under \"kafka\", or give --bootstrap-server HOST:PORT with what lonekey run prints at its start");
        }
        return configured.settings();
    }

    /** Settings without brokers are those of {@code lonekey run}, whose broker is in its process. */
    private Topics topics() {
        var inFile = kafka.inFile();
        var isEmbedded =
                kafka.file().isPresent() && inFile.kafka().bootstrapServers().isEmpty();
        return inFile.topics().orElse(isEmbedded ? Topics.EMBEDDED : Topics.CLUSTER);
    }

    private static Publisher publisher(Topics topics, Map<String, String> kafka) {
        try {
            return new Publisher(topics, kafka);
        } catch (IllegalArgumentException refused) {
            throw new Failure(refused.getMessage() + "; correct it under \"kafka\"", refused);
        }
    }
}
