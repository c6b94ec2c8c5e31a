package dev.lonekey.ingest.checkpoint;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of checkpoints, which is read anew each time. */
public final class CheckpointTopic implements CheckpointReader {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Polling by itself waits for a broker that is away without end. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String topic;
    private final Map<String, Object> settings;

    /**
     * Prepares.
     *
     * @param kafka client settings by their Kafka names
     */
    public CheckpointTopic(Topics topics, Map<String, String> kafka) {
        this.topic = topics.name(Topic.INGEST_CHECKPOINTS);
        this.settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic"); // there is no group
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    }

    /**
     * Reads to the end.
     *
     * @throws org.apache.kafka.common.KafkaException if it cannot be read
     */
    @Override
    public Map<String, byte[]> read(int partition) {
        var values = new HashMap<String, byte[]>();
        var from = new TopicPartition(topic, partition);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(Set.of(from));
            consumer.seekToBeginning(Set.of(from));
            var end = consumer.endOffsets(Set.of(from)).get(from);
            var last = System.nanoTime();
            while (consumer.position(from) < end) {
                if (System.nanoTime() - last > PATIENCE.toNanos()) {
                    throw new TimeoutException(
                            "nothing more of " + from + " could be read for " + PATIENCE.toSeconds() + " seconds");
                }
                for (var record : consumer.poll(POLL)) {
                    last = System.nanoTime();
                    put(values, new String(record.key(), StandardCharsets.UTF_8), record.value());
                }
            }
        }
        return values;
    }

    private static void put(Map<String, byte[]> values, String key, byte[] value) {
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }
}
