package dev.lonekey.detector.service;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.api.Api;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.detector.seed.CurrentViolations;
import dev.lonekey.detector.standing.StandingWatch;
import dev.lonekey.detector.stream.Detector;
import dev.lonekey.detector.stream.DetectorSettings;
import dev.lonekey.detector.stream.Seeds;
import dev.lonekey.detector.view.Silence;
import dev.lonekey.detector.view.View;
import dev.lonekey.detector.webhook.Webhook;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.Health;
import dev.lonekey.runtime.http.Routes;
import dev.lonekey.runtime.service.FolderLock;
import dev.lonekey.runtime.service.Service;
import dev.lonekey.runtime.topic.Cluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The detector, with its state in a folder that it has for itself. */
public final class DetectorService implements Service {

    /** Where health and metrics are served if nothing is set. */
    public static final int DEFAULT_PORT = 8080;

    /** Where data is kept if nothing is set. */
    public static final Path DEFAULT_DATA_DIRECTORY = Path.of("lonekey-data");

    private static final Logger LOG = LoggerFactory.getLogger(DetectorService.class);

    private final DetectorConfiguration configuration;
    private final DetectorSettings settings;
    private final boolean isSeeded;
    private final Clock clock;
    private final MeterRegistry meters;
    private final FolderLock state;
    private final View view;
    private final Silence silence;
    private final Api api;
    private final List<Webhook> webhooks;
    private volatile Optional<Duration> retention = Optional.empty();
    private volatile Optional<Running> running = Optional.empty();

    /**
     * Prepares.
     *
     * @param configuration with brokers
     * @param topics how the topics are laid out
     * @param clock processing time
     * @throws Failure if something else uses its folder
     */
    public DetectorService(DetectorConfiguration configuration, Topics topics, Clock clock, MeterRegistry meters) {
        this(configuration, topics, false, clock, meters);
    }

    /**
     * Prepares.
     *
     * @param configuration with brokers
     * @param topics how the topics are laid out
     * @param isSeeded whether state that is empty is made out of what is published
     * @param clock processing time
     * @throws Failure if something else uses its folder
     */
    public DetectorService(
            DetectorConfiguration configuration, Topics topics, boolean isSeeded, Clock clock, MeterRegistry meters) {
        this.configuration = configuration;
        this.isSeeded = isSeeded;
        this.clock = clock;
        this.meters = meters;
        state = new FolderLock(
                configuration.dataDirectory().orElse(DEFAULT_DATA_DIRECTORY).resolve("state"));
        settings = new DetectorSettings(
                DetectorSettings.applicationId(topics),
                topics,
                configuration.detector().cloudtrailTopic(),
                state.folder(),
                configuration.policy(),
                configuration.alert().alertOnBaseline(),
                StreamsClient.settings(configuration.kafka(), configuration.detector()));
        view = new View(topics, configuration.kafka().settings());
        silence = new Silence(configuration.silence().eventsAfter());
        api = new Api(view, silence, clock);
        webhooks = configuration.webhooks().stream()
                .map(webhook ->
                        new Webhook(webhook, topics, configuration.kafka().settings(), clock, meters))
                .toList();
    }

    @Override
    public String name() {
        return "detector";
    }

    @Override
    public List<Component> components() {
        Component detector = new Component() {
            @Override
            public String name() {
                return DetectorService.this.name();
            }

            @Override
            public Health check() {
                return running.map(it -> it.detector().health()).orElse(Health.down("not started yet"));
            }
        };
        return Stream.concat(Stream.of(detector, view), webhooks.stream()).toList();
    }

    @Override
    public Routes routes() {
        return api;
    }

    /** Streams would find out by itself, but only after it has started, and in words of its own. */
    @Override
    public void require(Cluster cluster) throws InterruptedException {
        if (settings.foreignTopic().isPresent()) {
            requirePresent(cluster, settings.foreignTopic().get());
        }
        requireSamePartitions(cluster, settings.changelogs());
        requireWholeState(cluster);
        cluster.requireRoom(settings.topics(), settings.changelogs());
        if (isSeeded) {
            retention = cluster.retention(settings.inputs());
        }
    }

    /** Streams would make the state anew, empty, and go on where it was: what was read before would be forgotten. */
    private void requireWholeState(Cluster cluster) throws InterruptedException {
        var inputs = settings.inputs();
        for (var changelog : settings.changelogs()) {
            if (cluster.partitions(changelog).isEmpty() && cluster.isPastBeginning(settings.applicationId(), inputs)) {
                throw new Failure(
                        "the state in topic %s is missing, but group %s has read %s already, so what it read would be forgotten; reset the detector in whole, as docs/operations.md says, with: kafka-streams-application-reset.sh --application-id %s --input-topics %s --to-earliest"
                                .formatted(
                                        changelog,
                                        settings.applicationId(),
                                        String.join(" and ", inputs),
                                        settings.applicationId(),
                                        String.join(",", inputs)));
            }
        }
    }

    private static void requirePresent(Cluster cluster, String topic) throws InterruptedException {
        if (cluster.partitions(topic).isEmpty()) {
            throw new Failure("topic %s is missing; make it, or correct \"cloudtrail-topic\" under \"detector\""
                    .formatted(topic));
        }
    }

    /** The state knows its accounts by the partitions that they were in when it was written. */
    private void requireSamePartitions(Cluster cluster, List<String> changelogs) throws InterruptedException {
        var expected = settings.topics().partitions();
        for (var changelog : changelogs) {
            var actual = cluster.partitions(changelog).orElse(expected);
            if (actual != expected) {
                throw new Failure(
                        "the state in topic %s has %d partitions, the topics have %d: the number is for life; recreate the topics with %d, or reset the detector with: kafka-streams-application-reset.sh --application-id %s"
                                .formatted(changelog, actual, expected, actual, settings.applicationId()));
            }
        }
    }

    @Override
    public void start() {
        configuration.expiredExceptions(clock.instant()).forEach(expired -> LOG.warn("{}", expired.expiry()));
        try {
            start(detector());
        } catch (InterruptException stopped) {
            // Asked to end while it read the seed: the thread is still interrupted, so whoever waits next ends in
            // order.
            LOG.debug("stopped before it began", stopped);
        }
    }

    private void start(Detector detector) {
        var streamsMetrics = detector.streamsMetrics();
        var standing = new StandingWatch(
                view,
                settings.topics(),
                detector::partitions,
                configuration.metrics().accountsOrUsual(),
                silence,
                clock,
                meters);
        running = Optional.of(new Running(detector, streamsMetrics, standing));
        streamsMetrics.bindTo(meters);
        detector.start();
        view.start();
        webhooks.forEach(Webhook::start);
    }

    private Detector detector() {
        try {
            Optional<Seeds> seeds = isSeeded
                    ? Optional.of(CurrentViolations.read(
                                    settings.topics(), configuration.kafka().settings())
                            .toldAgain(retention))
                    : Optional.empty();
            return new Detector(settings, seeds, clock, meters);
        } catch (InterruptException stopped) {
            throw stopped; // no failure
        } catch (KafkaException refused) {
            throw new Failure(
                    "the detector cannot use what is set under \"kafka\": "
                            + Optional.ofNullable(refused.getCause())
                                    .orElse(refused)
                                    .getMessage(),
                    refused);
        }
    }

    @Override
    public Optional<Throwable> failure() {
        return running.flatMap(it -> it.detector().failure());
    }

    @Override
    public void close() {
        api.close();
        view.close();
        webhooks.forEach(Webhook::stop); // each may have to wait for an answer: all at once
        running.ifPresent(Running::close);
        webhooks.forEach(Webhook::close);
        state.close();
    }

    private record Running(Detector detector, KafkaStreamsMetrics streamsMetrics, StandingWatch standing) {

        void close() {
            standing.close();
            detector.close();
            streamsMetrics.close();
        }
    }
}
