package dev.lonekey.standalone.live;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.detector.service.DetectorService;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.config.IngestConfiguration;
import dev.lonekey.ingest.service.IngestService;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.MovableClock;
import dev.lonekey.runtime.config.ConfigurationFile;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Broker, ingest, detector and a stand-in for AWS in this process, with one clock that a test moves. */
final class LiveSystem implements AutoCloseable {

    static final int REQUESTS_PER_SECOND = 200;

    final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final AwsStandIn aws = AwsStandIn.start(clock);
    final TopicReader topics;
    final IngestService ingest;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>(List.of(aws));
    private final Path folder;

    /**
     * Starts all of it.
     *
     * @param ingestSettings what stands under {@code ingest:}, as YAML in one line
     */
    LiveSystem(Path folder, String ingestSettings) throws Exception {
        this.folder = folder;
        var broker = opened(EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of()));
        broker.start();
        try (var cluster = new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            cluster.create(Topics.EMBEDDED, List.of(Topic.values()));
        }
        var file = configuration(broker.bootstrapServers(), ingestSettings);
        var detector = opened(new DetectorService(
                ConfigurationFile.read(file, DetectorConfiguration.class, Map.of()), Topics.EMBEDDED, clock, meters));
        var configuration = ConfigurationFile.read(file, IngestConfiguration.class, Map.of());
        ingest = opened(new IngestService(
                configuration,
                Topics.EMBEDDED,
                AwsClients.at(aws.endpoint(), credentials(aws), configuration.ingest()),
                Pace.of(REQUESTS_PER_SECOND),
                clock,
                meters));
        topics = opened(new TopicReader(broker.bootstrapServers(), Topics.EMBEDDED));
        detector.start();
        ingest.start();
    }

    private Path configuration(String bootstrapServers, String ingestSettings) throws IOException {
        return Files.writeString(
                folder.resolve("lonekey.yml"), """
                kafka:
                  bootstrap.servers: %s
                data-directory: %s
                ingest: {%s}
                """.formatted(bootstrapServers, folder.resolve("data"), ingestSettings));
    }

    static AwsCredentialsProvider credentials(AwsStandIn aws) {
        var environment = aws.environment();
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                environment.get("AWS_ACCESS_KEY_ID"),
                environment.get("AWS_SECRET_ACCESS_KEY"),
                environment.get("AWS_SESSION_TOKEN")));
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
