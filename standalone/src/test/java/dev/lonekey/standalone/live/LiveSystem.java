package dev.lonekey.standalone.live;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.detector.service.DetectorService;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.config.IngestConfiguration;
import dev.lonekey.ingest.service.IngestService;
import dev.lonekey.ingest.share.Share;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.MovableClock;
import dev.lonekey.runtime.config.ConfigurationFile;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
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
    private final Topics layout;
    private final IngestConfiguration configuration;
    private final String bootstrapServers;

    /**
     * Starts all of it.
     *
     * @param ingestSettings what stands under {@code ingest:}, as YAML in one line
     */
    LiveSystem(Path folder, String ingestSettings) throws Exception {
        this(folder, Topics.EMBEDDED, ingestSettings, given -> {});
    }

    /**
     * Starts all of it.
     *
     * @param given what is so in AWS before anybody asks
     */
    LiveSystem(Path folder, Topics layout, String ingestSettings, Consumer<AwsStandIn> given) throws Exception {
        this.folder = folder;
        this.layout = layout;
        given.accept(aws);
        var broker = opened(EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of()));
        broker.start();
        bootstrapServers = broker.bootstrapServers();
        try (var cluster = new Cluster(Map.of("bootstrap.servers", bootstrapServers))) {
            cluster.create(layout, List.of(Topic.values()));
        }
        var file = configuration(bootstrapServers, ingestSettings);
        var detector = opened(new DetectorService(
                ConfigurationFile.read(file, DetectorConfiguration.class, Map.of()), layout, clock, meters));
        configuration = ConfigurationFile.read(file, IngestConfiguration.class, Map.of());
        topics = opened(new TopicReader(bootstrapServers, layout));
        detector.start();
        ingest = startIngest(meters);
    }

    /** Starts one more ingest, which may be closed at any time. */
    IngestService startIngest(MeterRegistry meters) {
        var service = opened(new IngestService(
                configuration,
                layout,
                AwsClients.at(aws.endpoint(), credentials(aws), configuration.ingest()),
                Pace.of(REQUESTS_PER_SECOND),
                clock,
                meters));
        service.start();
        return service;
    }

    /** Where ingest would go on with the events of an account; -1 if nowhere yet. */
    long offset(String account) throws Exception {
        var partition = new TopicPartition(layout.name(Topic.CLOUDTRAIL), layout.partitionOf(account));
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            var offsets = admin.listConsumerGroupOffsets(Share.groupId(layout))
                    .partitionsToOffsetAndMetadata()
                    .get();
            return Optional.ofNullable(offsets.get(partition))
                    .map(OffsetAndMetadata::offset)
                    .orElse(-1L);
        }
    }

    private Path configuration(String bootstrapServers, String ingestSettings) throws IOException {
        return Files.writeString(
                folder.resolve("lonekey.yml"), """
                kafka:
                  bootstrap.servers: %s
                  heartbeat.interval.ms: 300
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
