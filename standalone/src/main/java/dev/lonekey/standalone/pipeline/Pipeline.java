package dev.lonekey.standalone.pipeline;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.stream.Detector;
import dev.lonekey.detector.stream.DetectorSettings;
import dev.lonekey.ingest.publish.Publisher;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.health.Health;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import dev.lonekey.standalone.broker.TemporaryFolder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole path, running: what is published goes through the topics and the detector to the listener. */
public final class Pipeline implements Route {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    /**
     * For clients of the embedded broker. An empty fetch keeps all that follows on its connection waiting, by default for half a
     * second: the first looks at new partitions, and the close. And nobody sees what these clients would report.
     */
    private static final Map<String, String> NEAR = Map.of(
            "retry.backoff.ms", "20",
            "retry.backoff.max.ms", "200",
            "fetch.max.wait.ms", "50",
            "enable.metrics.push", "false",
            "metric.reporters", "");

    private final Clock clock = Clock.systemUTC();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Topics topics;
    private final Map<String, String> kafka;
    private final CompletableFuture<Detector> detector;
    private final Outputs outputs;
    private final GroupOffsets offsets;
    private final Publisher publisher;

    /**
     * Starts the broker, unless the configuration names one, and everything else as soon as it can. Returns when records can
     * be published; the detector may still be starting then.
     *
     * @param port of the embedded broker, or {@link EmbeddedBroker#ANY_PORT}
     * @param brokerProperties what overrules the embedded broker's usual ones
     * @throws Failure if the broker cannot be used as it is
     */
    public Pipeline(
            DetectorConfiguration configuration,
            int port,
            Map<String, String> brokerProperties,
            OutputListener listener)
            throws InterruptedException {
        var embedded = configuration.kafka().bootstrapServers().isEmpty();
        topics = configuration.topics().orElse(embedded ? Topics.EMBEDDED : Topics.CLUSTER);
        kafka = new HashMap<>(configuration.kafka().settings());
        var policy = configuration.policy().withoutHorizon();
        configuration.expiredExceptions(clock.instant()).forEach(expired -> LOG.warn("{}", expired.expiry()));
        try {
            var state = opened(new TemporaryFolder());
            if (embedded) {
                var broker = opened(EmbeddedBroker.temporary(port, brokerProperties));
                kafka.put("bootstrap.servers", broker.bootstrapServers());
                kafka.put("group.protocol", "streams");
                NEAR.forEach(kafka::putIfAbsent);
                var loading = CompletableFuture.runAsync(Detector::load);
                broker.start();
                // Only now: a consumer that waits for its broker takes a processor, which the broker needs to start.
                var prepared = prepared(state, policy);
                create();
                detector = prepared.thenCombineAsync(loading, (made, loaded) -> started(made));
            } else {
                require();
                detector = prepared(state, policy).thenApplyAsync(Pipeline::started);
            }
            outputs = opened(new Outputs(topics, kafka, listener));
            offsets = opened(new GroupOffsets(DetectorSettings.applicationId(topics), kafka));
            publisher = opened(new Publisher(topics, kafka));
        } catch (InterruptedException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    private void create() throws InterruptedException {
        try (var cluster = new Cluster(kafka)) {
            cluster.create(topics, List.of(Topic.values()));
        }
    }

    private void require() throws InterruptedException {
        try (var cluster = new Cluster(kafka)) {
            cluster.requireRight(topics);
            if (cluster.hasMembers(DetectorSettings.applicationId(topics))) {
                throw new Failure(
                        "a detector is running on these topics, and a second one would take its work away; give it the records with lonekey backfill, or stop it first");
            }
        }
    }

    /** A detector on its way, to be closed whatever becomes of the rest. */
    private CompletableFuture<Detector> prepared(TemporaryFolder state, Policy policy) {
        var prepared = CompletableFuture.supplyAsync(() -> detector(state, policy));
        opened.push(() -> prepared.join().close());
        return prepared;
    }

    private Detector detector(TemporaryFolder state, Policy policy) {
        var settings = new DetectorSettings(
                DetectorSettings.applicationId(topics), topics, Optional.empty(), state.path(), policy, kafka);
        return new Detector(settings, clock, new SimpleMeterRegistry());
    }

    private static Detector started(Detector detector) {
        detector.start();
        return detector;
    }

    /**
     * Publishes; waits while too much is on its way.
     *
     * @throws Failure if detector or reader have stopped
     */
    @Override
    public void publish(Batch batch) {
        requireRunning();
        publisher.publish(batch);
    }

    /**
     * Returns when all that was published is acknowledged, the detector has committed past it, and the listener has been told
     * of all that came of it.
     *
     * @throws Failure if detector or reader have stopped, or make no progress for a minute
     */
    @Override
    public void awaitDone() throws InterruptedException {
        publisher.flush();
        Patience.USUAL.await("the detector", publisher.endOffsets(), () -> {
            requireRunning();
            return offsets.committed();
        });
        Patience.USUAL.await("the reader of violations", offsets.ends(outputs.partitions()), () -> {
            requireRunning();
            return outputs.positions();
        });
    }

    private void requireRunning() {
        if (detector.isDone()) {
            runningDetector().failure().ifPresent(cause -> {
                throw stopped("the detector", cause);
            });
        }
        outputs.failure().ifPresent(cause -> {
            throw stopped("the reader of violations", cause);
        });
    }

    private Detector runningDetector() {
        try {
            return detector.join();
        } catch (CompletionException failure) {
            throw stopped("the detector", failure.getCause());
        }
    }

    private static Failure stopped(String who, Throwable cause) {
        var words = cause instanceof Failure ? cause.getMessage() : cause + "; try again with --verbose to see more";
        return new Failure(who + " has stopped: " + words, cause);
    }

    /**
     * What the detector knows of; counted anew, as soon as it is at work.
     *
     * @throws Failure if it has stopped, or does not get to work
     */
    public Detector.Population population() throws InterruptedException {
        return Patience.USUAL.awaitPresent("the detector", () -> {
            requireRunning();
            return detector.isDone() ? runningDetector().population() : Optional.empty();
        });
    }

    /** Input that could not be used, so far. */
    public long deadLetters() {
        return outputs.deadLettersRead();
    }

    /** Where the topics are, for clients that want to look. */
    @Override
    public String bootstrapServers() {
        return kafka.get("bootstrap.servers");
    }

    /** Client settings by their Kafka names, for clients that want to look. */
    public Map<String, String> kafka() {
        return Map.copyOf(kafka);
    }

    /** How the topics are laid out. */
    public Topics topics() {
        return topics;
    }

    /** How the detector gets on. */
    public Health health() {
        return detector.isDone() && !detector.isCompletedExceptionally()
                ? runningDetector().health()
                : Health.down("starting");
    }

    /** Stops everything, last opened first. Interrupts are held back: closing must not be left half done. */
    @Override
    public void close() {
        var interrupted = Thread.interrupted();
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failure) {
                // The others are to be closed all the same, and there is nothing left that this one could harm.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
