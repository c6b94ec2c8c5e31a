package dev.lonekey.standalone.pipeline;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads violations and dead letters, committed ones only, in a thread of its own from where the topics end when it is opened. */
public final class Outputs implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String deadLetters;
    private final Set<TopicPartition> partitions;
    private final OutputListener listener;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final AtomicLong deadLettersRead = new AtomicLong();
    private final Thread reader = new Thread(this::read, "lonekey-outputs");
    private volatile Optional<Throwable> failure = Optional.empty();
    private volatile boolean closing;

    /**
     * Tells the listener what is known, and begins to read what comes.
     *
     * @param kafka client settings by their Kafka names
     */
    public Outputs(Topics topics, Map<String, String> kafka, OutputListener listener) {
        this.deadLetters = topics.name(Topic.DEAD_LETTERS);
        this.partitions = Stream.of(Topic.VIOLATIONS, Topic.DEAD_LETTERS)
                .flatMap(topic -> partitions(topics, topic))
                .collect(Collectors.toUnmodifiableSet());
        this.listener = listener;
        this.consumer = new KafkaConsumer<>(settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var ends = consumer.endOffsets(partitions);
        tellKnown(topics);
        consumer.assign(partitions);
        ends.forEach((partition, end) -> {
            consumer.seek(partition, end);
            positions.put(partition, end);
        });
        reader.start();
    }

    /** What was published before: on brokers that are kept, a run adds to what there is. */
    private void tellKnown(Topics topics) {
        var current = partitions(topics, Topic.VIOLATIONS_CURRENT).toList();
        var ends = consumer.endOffsets(current);
        consumer.assign(current);
        consumer.seekToBeginning(current);
        while (current.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            consumer.poll(POLL).forEach(output -> {
                if (output.value() != null) {
                    listener.known(ViolationEvent.fromJson(output.value()));
                }
            });
        }
    }

    private static Stream<TopicPartition> partitions(Topics topics, Topic topic) {
        return IntStream.range(0, topics.partitions())
                .mapToObj(partition -> new TopicPartition(topics.name(topic), partition));
    }

    private static Map<String, Object> settings(Map<String, String> kafka) {
        var settings = new HashMap<String, Object>(kafka);
        settings.put("group.protocol", "classic"); // there is no group; "streams" is none of a consumer's
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        return settings;
    }

    private void read() {
        try (consumer) {
            while (!closing) {
                consumer.poll(POLL).forEach(this::hand);
                partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
            }
        } catch (WakeupException closed) {
            // As asked for.
        } catch (RuntimeException fault) {
            failure = Optional.of(fault);
        }
    }

    private void hand(ConsumerRecord<byte[], byte[]> output) {
        if (output.topic().equals(deadLetters)) {
            deadLettersRead.incrementAndGet();
        } else {
            listener.published(output.value(), ViolationEvent.fromJson(output.value()));
        }
    }

    /** Up to where each partition was read, and the listener told. */
    Map<TopicPartition, Long> positions() {
        return Map.copyOf(positions);
    }

    List<TopicPartition> partitions() {
        return List.copyOf(partitions);
    }

    long deadLettersRead() {
        return deadLettersRead.get();
    }

    /** Why it reads no longer, if it does not. */
    public Optional<Throwable> failure() {
        return failure;
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
