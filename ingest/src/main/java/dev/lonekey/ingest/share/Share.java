package dev.lonekey.ingest.share;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance's membership in the consumer group on the CloudTrail topic. Nothing but that group coordinates instances; for a
 * moment after a rebalance two may own a partition, which only repeats work.
 */
public final class Share implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Share.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(2);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);

    private final String topic;
    private final Map<String, Object> settings;
    private final Owner owner;
    private final MeterRegistry meters;
    private final InHand inHand = new InHand();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Thread thread = new Thread(this::run, "lonekey-share");
    private volatile Optional<KafkaConsumer<byte[], byte[]>> current = Optional.empty();
    private volatile Set<Integer> owned = Set.of();
    private volatile Optional<String> problem = Optional.of("has not joined its group yet");
    private volatile boolean closing;
    private long lastCommit = System.nanoTime();

    /**
     * Prepares.
     *
     * @param kafka client settings by their Kafka names
     * @param instanceId a name that outlives restarts
     * @param meters where the consumer's own figures go
     */
    public Share(
            Topics topics, Map<String, String> kafka, Optional<String> instanceId, Owner owner, MeterRegistry meters) {
        this.topic = topics.name(Topic.CLOUDTRAIL);
        this.settings = settings(topics, kafka, instanceId);
        this.owner = owner;
        this.meters = meters;
    }

    /** The group's id for a layout. */
    public static String groupId(Topics topics) {
        return topics.prefix() + "ingest";
    }

    private static Map<String, Object> settings(Topics topics, Map<String, String> kafka, Optional<String> instanceId) {
        var settings = new HashMap<String, Object>(kafka);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic"); // what every broker in use knows
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId(topics));
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // Without an offset it is a new group: what is in the topic already is the business of the snapshots.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        instanceId.ifPresent(id -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        return settings;
    }

    /** Joins the group; returns at once. */
    public void start() {
        thread.start();
    }

    /** The partitions that are this instance's. */
    public Set<Integer> owned() {
        return owned;
    }

    /** Why it does not take part, if so; in one line. */
    public Optional<String> problem() {
        return problem;
    }

    private void run() {
        while (!closing) {
            try (var consumer =
                            new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                    var measured = new KafkaClientMetrics(consumer)) {
                measured.bindTo(meters);
                current = Optional.of(consumer);
                consumer.subscribe(List.of(topic), new Rebalance(consumer));
                while (!closing) {
                    step(consumer);
                }
            } catch (WakeupException | InterruptException stopped) {
                // As asked for.
            } catch (RuntimeException
                    | Error failure) { // whatever it is: without this thread nobody would be asked any more
                fail(failure);
            } finally {
                current = Optional.empty();
                lose(owned);
            }
        }
    }

    private void step(KafkaConsumer<byte[], byte[]> consumer) {
        for (var record : consumer.poll(POLL)) {
            var partition = new TopicPartition(record.topic(), record.partition());
            owner.heard(record.value(), inHand.add(partition, record.offset()));
        }
        if (System.nanoTime() - lastCommit > COMMIT_EVERY.toNanos()) {
            commit(consumer);
        }
    }

    private void fail(Throwable failure) {
        problem = Optional.of(
                failure instanceof KafkaException
                        ? "Kafka refused its group ("
                                + String.valueOf(failure.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("") + ")"
                        : "unexpected " + failure);
        LOG.warn("ingest cannot share accounts: {}; trying again", problem.get());
        LOG.debug("the failure", failure);
        try {
            TimeUnit.MILLISECONDS.sleep(AFTER_FAILURE.toMillis());
        } catch (InterruptedException stopped) {
            closing = true;
        }
    }

    /** Writes where to go on, as far as that has changed. */
    private void commit(KafkaConsumer<byte[], byte[]> consumer) {
        lastCommit = System.nanoTime();
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : consumer.assignment()) {
            var safe = inHand.safe(partition, consumer.position(partition, PATIENCE));
            if (!Long.valueOf(safe).equals(committed.put(partition, safe))) {
                offsets.put(partition, new OffsetAndMetadata(safe));
            }
        }
        if (!offsets.isEmpty()) {
            try {
                consumer.commitSync(offsets, closing ? PATIENCE_AT_THE_END : PATIENCE);
            } catch (WakeupException | InterruptException stopped) {
                throw stopped;
            } catch (KafkaException later) {
                committed
                        .keySet()
                        .removeAll(offsets.keySet()); // tried again next time; at worst events are heard twice
            }
        }
    }

    private void gain(Set<Integer> partitions) {
        if (!partitions.isEmpty()) {
            owned = union(owned, partitions);
            owner.gained(partitions);
        }
    }

    private void lose(Set<Integer> partitions) {
        if (!partitions.isEmpty()) {
            owned = owned.stream()
                    .filter(partition -> !partitions.contains(partition))
                    .collect(Collectors.toSet());
            partitions.forEach(partition -> inHand.forget(new TopicPartition(topic, partition)));
            partitions.forEach(partition -> committed.remove(new TopicPartition(topic, partition)));
            owner.lost(partitions);
        }
    }

    private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Leaves the group, so that others take over at once. */
    @Override
    public void close() {
        closing = true;
        current.ifPresent(KafkaConsumer::wakeup);
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {

        private final KafkaConsumer<byte[], byte[]> consumer;

        Rebalance(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            problem = Optional.empty(); // also when there are more instances than partitions, and this one gets none
            gain(numbers(partitions));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                commit(consumer);
                lose(numbers(partitions));
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            lose(numbers(partitions));
        }

        private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
        }
    }
}
