package dev.lonekey.detector.stream;

import dev.lonekey.detector.account.Judge;
import dev.lonekey.detector.ocsf.DetectionFindings;
import dev.lonekey.detector.state.EntryCodec;
import dev.lonekey.detector.state.EntryKey;
import dev.lonekey.runtime.cli.Version;
import dev.lonekey.runtime.health.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** A running detector. */
public final class Detector implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    /** Threads that never ran never end, so there is nothing to wait for. */
    private static final Duration NO_WAIT = Duration.ZERO;

    private final KafkaStreams streams;
    private final OwnPartitions partitions;
    private final FailureWatch failures;
    private final CloseOptions.GroupMembershipOperation atTheEnd;

    /**
     * Prepares.
     *
     * @param clock processing time, for {@code detectedAt} and what depends on it
     */
    public Detector(DetectorSettings settings, Clock clock, MeterRegistry meters) {
        this(settings, Optional.empty(), clock, meters);
    }

    /**
     * Prepares.
     *
     * @param seeds what state that is empty is made out of; none, if it is to stay empty
     * @param clock processing time, for {@code detectedAt} and what depends on it
     */
    public Detector(DetectorSettings settings, Optional<Seeds> seeds, Clock clock, MeterRegistry meters) {
        var counted = new DetectorMeters(meters);
        partitions = counted.partitions();
        var topology = DetectorTopology.of(
                settings.topics(),
                settings.foreignTopic(),
                new Judge(settings.policy()),
                seeds,
                new DetectionFindings(settings.alertOnBaseline(), Version.current()),
                clock,
                counted);
        failures = new FailureWatch();
        streams = new KafkaStreams(
                topology,
                AppendTimes.heard(
                        StreamsSettings.of(settings, seeds.isPresent()),
                        new ClockDifference(settings.topics(), clock, meters)));
        streams.setUncaughtExceptionHandler(failures);
        atTheEnd = settings.isStaticMember()
                ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
                : CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
    }

    /** Loads what takes time and needs no broker; for whoever is still waiting for one. */
    public static void load() {
        BoundedRocksDb.load();
    }

    /** Starts the stream threads and returns; the topics must exist. */
    public void start() {
        streams.start();
    }

    /** What Kafka Streams measures; to be bound to a registry, and closed after the detector. */
    public KafkaStreamsMetrics streamsMetrics() {
        return new KafkaStreamsMetrics(streams);
    }

    /** Why it has stopped by itself, if it has. */
    public Optional<Throwable> failure() {
        return failures.fatal().or(() -> Optional.of(streams.state())
                .filter(KafkaStreams.State.ERROR::equals)
                .map(error -> new IllegalStateException("Kafka Streams is in state " + error)));
    }

    /** How it gets on. */
    public Health health() {
        var failure = failure();
        if (failure.isPresent()) {
            return Health.stopped("stopped by itself: " + failure.get());
        }
        return failures.isWaiting()
                ? Health.down("a stream thread failed and is tried again after a pause; the log says why")
                : health(streams.state());
    }

    /** Kafka Streams is rebalancing until the state of every partition is restored. */
    static Health health(KafkaStreams.State state) {
        return switch (state) {
            case RUNNING -> Health.up("running");
            case CREATED -> Health.down("not started yet");
            case REBALANCING -> Health.down("takes over partitions and restores their state");
            case PENDING_SHUTDOWN, PENDING_ERROR, NOT_RUNNING, ERROR -> Health.down("stopping");
        };
    }

    /** Whether it has its partitions and its state, and works. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** The partitions whose accounts it judges now; empty while that is not known, at the start and after the end. */
    public Optional<Set<Integer>> partitions() {
        var now = partitions.now();
        return isRunning() || (!now.isEmpty() && streams.state().isRunningOrRebalancing())
                ? Optional.of(now)
                : Optional.empty();
    }

    /**
     * How many accounts and principals this instance keeps a history of; reads all of its state. Empty while that is not
     * at hand: at the start, and while partitions move.
     */
    public Optional<Population> population() {
        if (!isRunning()) {
            return Optional.empty();
        }
        try {
            return Optional.of(count(streams.store(StoreQueryParameters.fromNameAndType(
                    Nodes.HISTORY_STORE, QueryableStoreTypes.<byte[], byte[]>keyValueStore()))));
        } catch (InvalidStateStoreException moving) {
            return Optional.empty();
        }
    }

    private static Population count(ReadOnlyKeyValueStore<byte[], byte[]> histories) {
        var accounts = new HashSet<String>();
        var principals = 0L;
        try (var entries = histories.all()) {
            while (entries.hasNext()) {
                var entry = entries.next();
                accounts.add(EntryKey.fromBytes(entry.key).account());
                principals += EntryCodec.headline(entry.value)
                        .map(headline -> headline.users())
                        .orElse(0);
            }
        }
        return new Population(accounts.size(), principals);
    }

    /** Counted from the state. */
    public record Population(long accounts, long principals) {}

    /** Stops, and leaves its consumer group, unless it has a name there that outlives restarts. */
    @Override
    public void close() {
        failures.close();
        var wait = streams.state() == KafkaStreams.State.CREATED ? NO_WAIT : STOP_TIMEOUT;
        streams.close(CloseOptions.timeout(wait).withGroupMembershipOperation(atTheEnd));
    }
}
