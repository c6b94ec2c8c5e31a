package dev.lonekey.detector.webhook;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The published events of this instance's partitions, in the order of each partition, from where the group has got to. While one
 * waits nothing more is fetched, but the group is kept: that may last for days. Used by one thread.
 */
final class Published implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Published.class);

    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** The brokers let somebody into a group some seconds before they say that nothing may be read. */
    private static final Duration PROBATION = Duration.ofSeconds(30);

    private final String group;
    private final KafkaConsumer<String, String> consumer;
    private final Instant firstStart;
    private final Consumer<Collection<TopicPartition>> beforeRevoked;
    private final Deque<ConsumerRecord<String, String>> waiting = new ArrayDeque<>();
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private final long begin = System.nanoTime();
    private long lastCommit = begin;

    /**
     * Joins the group.
     *
     * @param kafka client settings by their Kafka names
     * @param firstStart where a group begins that has never got anywhere
     * @param beforeRevoked is called before others may get partitions, so that what is under way can be finished
     */
    Published(
            Topics topics,
            String group,
            Map<String, String> kafka,
            Instant firstStart,
            Consumer<Collection<TopicPartition>> beforeRevoked) {
        this.group = group;
        this.firstStart = firstStart;
        this.beforeRevoked = beforeRevoked;
        this.consumer = new KafkaConsumer<>(settings(group, kafka), new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of(topics.name(Topic.VIOLATIONS)), this);
    }

    private static Map<String, Object> settings(String group, Map<String, String> kafka) {
        var settings = new HashMap<String, Object>(kafka);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG); // the detector's
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic"); // what every broker in use knows
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // Only where an offset has fallen out of the topic; where there never was one is decided below.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "100");
        return settings;
    }

    /** The one whose turn it is. */
    Optional<ConsumerRecord<String, String>> first() {
        return Optional.ofNullable(waiting.peekFirst());
    }

    /** Whether it has shown that it can read: something was read, or nothing has gone wrong for long enough. */
    boolean isProven() {
        return !waiting.isEmpty() || System.nanoTime() - begin > PROBATION.toNanos();
    }

    /** Waits for something to happen, and takes part in the group. Fetches only if nothing is waiting. */
    void poll(Duration atMost) {
        if (waiting.isEmpty()) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
        consumer.poll(atMost).forEach(waiting::addLast);
        if (System.nanoTime() - lastCommit > COMMIT_EVERY.toNanos()) {
            commit();
        }
    }

    /** The first one needs no more work. */
    void firstIsDone() {
        var record = waiting.removeFirst();
        done.put(
                new TopicPartition(record.topic(), record.partition()),
                new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
    }

    /** Writes where to go on. What cannot be written is written later; if somebody else takes over before that, it is repeated. */
    void commit() {
        lastCommit = System.nanoTime();
        if (done.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(Map.copyOf(done), COMMIT_TIMEOUT);
            done.clear();
        } catch (RebalanceInProgressException | TimeoutException later) {
            // The next time.
        } catch (CommitFailedException othersHaveThem) {
            done.clear();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        var committed = consumer.committed(Set.copyOf(partitions));
        begin(partitions.stream()
                .filter(partition -> committed.get(partition) == null)
                .collect(Collectors.toSet()));
    }

    /**
     * Where nobody ever was: at the first start, not with three months of alerts. The place is written at once, or what is
     * published while nobody reads would be lost.
     */
    private void begin(Set<TopicPartition> partitions) {
        var ends = consumer.endOffsets(partitions); // first: what is published after it comes later
        var times = consumer.offsetsForTimes(partitions.stream()
                .collect(Collectors.toMap(partition -> partition, partition -> firstStart.toEpochMilli())));
        for (var partition : partitions) {
            var end = ends.get(partition);
            var time = times.get(partition);
            var offset = time == null ? end : Math.min(end, time.offset());
            consumer.seek(partition, offset);
            done.put(partition, new OffsetAndMetadata(offset));
            LOG.info(
                    "group {} has no place in {} yet: it begins with what was published since {}",
                    group,
                    partition,
                    firstStart);
        }
        lastCommit -= COMMIT_EVERY.toNanos();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        beforeRevoked.accept(partitions);
        commit();
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        waiting.removeIf(record -> partitions.contains(new TopicPartition(record.topic(), record.partition())));
        done.keySet().removeAll(partitions);
    }

    @Override
    public void close() {
        try {
            commit();
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }
}
