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
import java.time.Duration;
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
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** Broker, ingest, detector and a stand-in for AWS in this process, with one clock that a test moves. */
final class LiveSystem implements AutoCloseable {

    static final int REQUESTS_PER_SECOND = 200;

    final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    final MeterRegistry meters;
    final AwsStandIn aws = AwsStandIn.start(clock);
    final SwitchedCredentials credentials = new SwitchedCredentials(credentials(aws));
    final TopicReader topics;
    final IngestService ingest;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>(List.of(aws));
    private final Topics layout;
    private final Pace pace;
    private final IngestConfiguration configuration;
    final DetectorService detector;

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
        this(folder, ingest(ingestSettings), Pace.of(REQUESTS_PER_SECOND), broker(), layout);
        given.accept(aws);
        start();
    }

    private LiveSystem(Path folder, String settings, Pace pace, EmbeddedBroker broker, Topics layout) throws Exception {
        this(folder, settings, pace, broker, layout, new SimpleMeterRegistry(), Optional.empty());
    }

    private LiveSystem(
            Path folder,
            String settings,
            Pace pace,
            EmbeddedBroker broker,
            Topics layout,
            MeterRegistry meters,
            Optional<MeterRegistry> metersOfDetector)
            throws Exception {
        this(
                folder,
                settings,
                pace,
                "bootstrap.servers: '%s', heartbeat.interval.ms: 300".formatted(broker.bootstrapServers()),
                layout,
                meters,
                metersOfDetector);
        opened.addLast(broker);
    }

    private LiveSystem(
            Path folder,
            String settings,
            Pace pace,
            String kafka,
            Topics layout,
            MeterRegistry meters,
            Optional<MeterRegistry> metersOfDetector)
            throws Exception {
        this.meters = meters;
        this.layout = layout;
        this.pace = pace;
        var file = configuration(folder, kafka, settings);
        configuration = ConfigurationFile.read(file, IngestConfiguration.class, Map.of());
        try (var cluster = new Cluster(configuration.kafka().settings())) {
            cluster.create(layout, List.of(Topic.values()));
        }
        detector = opened(new DetectorService(
                ConfigurationFile.read(file, DetectorConfiguration.class, Map.of()),
                layout,
                clock,
                metersOfDetector.orElse(meters)));
        ingest = ingest(meters);
        topics = opened(new TopicReader(bootstrapServers(), layout));
    }

    String bootstrapServers() {
        return configuration.kafka().bootstrapServers().orElseThrow();
    }

    private IngestService ingest(MeterRegistry meters) {
        return opened(new IngestService(
                configuration,
                layout,
                AwsClients.at(aws.endpoint(), credentials, configuration.ingest()),
                pace,
                clock,
                meters));
    }

    /** All of it but ingest and detector, which are still to be {@link #start started}; an AWS that refuses is given up soon. */
    static LiveSystem prepared(Path folder, String ingestSettings) throws Exception {
        return prepared(folder, ingestSettings, "");
    }

    /**
     * The same.
     *
     * @param detectorSettings what stands under {@code detector:}, as YAML in one line
     */
    static LiveSystem prepared(Path folder, String ingestSettings, String detectorSettings) throws Exception {
        var settings = ingest(ingestSettings) + "\ndetector: {" + detectorSettings + "}";
        return new LiveSystem(folder, settings, impatient(), broker(), Topics.EMBEDDED);
    }

    /**
     * The same on a broker of somebody else's.
     *
     * @param kafka client settings, as YAML in one line
     */
    static LiveSystem prepared(Path folder, String ingestSettings, String kafka, Topics layout) throws Exception {
        return new LiveSystem(
                folder,
                ingest(ingestSettings),
                impatient(),
                kafka,
                layout,
                new SimpleMeterRegistry(),
                Optional.empty());
    }

    /**
     * The same with registries of the caller's, one for each service.
     *
     * @param more settings beside those of ingest, as YAML
     */
    static LiveSystem prepared(
            Path folder, String ingestSettings, String more, MeterRegistry ofDetector, MeterRegistry ofIngest)
            throws Exception {
        return new LiveSystem(
                folder,
                ingest(ingestSettings) + "\n" + more,
                impatient(),
                broker(),
                Topics.EMBEDDED,
                ofIngest,
                Optional.of(ofDetector));
    }

    /** How the services reach Kafka. */
    Map<String, String> kafka() {
        return configuration.kafka().settings();
    }

    private static EmbeddedBroker broker() {
        var broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());
        broker.start();
        return broker;
    }

    private static Pace impatient() {
        return new Pace(
                REQUESTS_PER_SECOND,
                4,
                BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(100)),
                Duration.ofSeconds(1),
                2,
                BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(10)));
    }

    void start() throws InterruptedException {
        detector.start();
        ingest.start();
    }

    /** Starts one more ingest, which may be closed at any time. */
    IngestService startIngest(MeterRegistry meters) {
        var another = ingest(meters);
        another.start();
        return another;
    }

    /** Where ingest would go on with the events of an account; -1 if nowhere yet. */
    long offset(String account) throws Exception {
        var partition = new TopicPartition(layout.name(Topic.CLOUDTRAIL), layout.partitionOf(account));
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers()))) {
            var offsets = admin.listConsumerGroupOffsets(Share.groupId(layout))
                    .partitionsToOffsetAndMetadata()
                    .get();
            return Optional.ofNullable(offsets.get(partition))
                    .map(OffsetAndMetadata::offset)
                    .orElse(-1L);
        }
    }

    private static Path configuration(Path folder, String kafka, String settings) throws IOException {
        return Files.writeString(folder.resolve("lonekey.yml"), """
                kafka: {%s}
                data-directory: %s
                metrics: {accounts: 10}
                %s
                """.formatted(kafka, folder.resolve("data"), settings));
    }

    private static String ingest(String settings) {
        return "ingest: {" + settings + "}";
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
