package dev.lonekey.ingest.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The checkpoints of accounts, in the partitions of those accounts. An older one may overwrite a newer one for a moment after a
 * rebalance; then something is done again, which harms nothing.
 */
public final class Checkpoints {

    private final Topics topics;
    private final CheckpointReader reader;
    private final CheckpointWriter writer;

    public Checkpoints(Topics topics, CheckpointReader reader, CheckpointWriter writer) {
        this.topics = topics;
        this.reader = reader;
        this.writer = writer;
    }

    /** Reads a partition to its end. Blocks, and throws if it cannot be read. */
    public Loaded read(int partition) {
        var values = new HashMap<CheckpointKey, byte[]>();
        reader.read(partition)
                .forEach((text, value) -> CheckpointKey.of(text).ifPresent(key -> values.put(key, value)));
        return new Loaded(values);
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
