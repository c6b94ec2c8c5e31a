package dev.lonekey.ingest.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The checkpoints of accounts, in the partitions of those accounts. An older one may overwrite a newer one for a moment after a
 * rebalance; then something is done again, which harms nothing.
 */
public final class Checkpoints {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Topics topics;
    private final Map<String, Object> settings;
    private final CheckpointWriter writer;

    /**
     * @param kafka client settings by their Kafka names
     */
    public Checkpoints(Topics topics, Map<String, String> kafka, CheckpointWriter writer) {
        this.topics = topics;
        this.settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic"); // there is no group
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.writer = writer;
    }

    /**
     * Reads a partition to its end. Blocks.
     *
     * @throws org.apache.kafka.common.KafkaException if it cannot be read
     */
    public Loaded read(int partition) {
        var values = new HashMap<CheckpointKey, byte[]>();
        var from = new TopicPartition(topics.name(Topic.INGEST_CHECKPOINTS), partition);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(Set.of(from));
            consumer.seekToBeginning(Set.of(from));
            var end = consumer.endOffsets(Set.of(from)).get(from);
            while (consumer.position(from) < end) {
                for (var record : consumer.poll(POLL)) {
                    CheckpointKey.of(new String(record.key(), StandardCharsets.UTF_8))
                            .ifPresent(key -> put(values, key, record.value()));
                }
            }
        }
        return new Loaded(values);
    }

    private static void put(Map<CheckpointKey, byte[]> values, CheckpointKey key, byte[] value) {
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    /** Writes one, and completes when that is safe. */
    public CompletableFuture<Void> write(CheckpointKey key, Object value) {
        try {
            return writer.write(topics.partitionOf(key.account()), key.text(), Json.MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The newest checkpoints of a partition. */
    public static final class Loaded {

        private final Map<CheckpointKey, byte[]> values;

        private Loaded(Map<CheckpointKey, byte[]> values) {
            this.values = Map.copyOf(values);
        }

        /** The checkpoint; empty as well if somebody else wrote something there. */
        public <T> Optional<T> get(CheckpointKey key, Class<T> type) {
            return Optional.ofNullable(values.get(key)).flatMap(json -> parsed(json, type));
        }

        /** All of a source, by account. */
        public <T> Map<String, T> all(CheckpointKey.Source source, Class<T> type) {
            var all = new HashMap<String, T>();
            values.forEach((key, json) -> {
                if (key.source() == source) {
                    parsed(json, type).ifPresent(value -> all.put(key.account(), value));
                }
            });
            return all;
        }

        private static <T> Optional<T> parsed(byte[] json, Class<T> type) {
            try {
                return Optional.ofNullable(Json.MAPPER.readValue(json, type));
            } catch (IOException somebodyElses) {
                return Optional.empty();
            }
        }
    }
}
