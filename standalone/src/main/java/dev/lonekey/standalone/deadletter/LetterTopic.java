package dev.lonekey.standalone.deadletter;

import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.topic.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the topic of dead letters, committed records only, in no group, from its beginning to where it ends when asked. What goes wrong
 * is a {@link Failure}.
 */
final class LetterTopic implements AutoCloseable {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private final String name;
    private final String bootstrapServers;
    private final List<TopicPartition> partitions;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * Connects.
     *
     * @param kafka client settings by their Kafka names, {@code bootstrap.servers} at least
     * @throws Failure if there is no such topic, or Kafka does not answer or let it be read
     */
    LetterTopic(String name, Map<String, String> kafka) throws InterruptedException {
        this.name = name;
        this.bootstrapServers = kafka.get("bootstrap.servers");
        try (var cluster = new Cluster(kafka)) {
            var count = cluster.partitions(name)
                    .orElseThrow(() -> new Failure(
                            "there is no topic %s at %s; correct \"prefix\" under \"topics\", or make it with lonekey topics --create"
                                    .formatted(name, bootstrapServers)));
            partitions = IntStream.range(0, count)
                    .mapToObj(partition -> new TopicPartition(name, partition))
                    .toList();
        }
        consumer = asking(
                () -> new KafkaConsumer<>(settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    private static Map<String, Object> settings(Map<String, String> kafka) {
        var settings = new HashMap<String, Object>(kafka);
        settings.keySet().removeAll(List.of("group.id", "group.instance.id"));
        settings.put("group.protocol", "classic"); // there is no group; "streams" is none of a consumer's
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        settings.put("fetch.max.bytes", Integer.toString(FETCH_BYTES));
        settings.putIfAbsent("default.api.timeout.ms", Long.toString(ANSWERS_WITHIN.toMillis()));
        return settings;
    }

    /**
     * Hands over the records that are there now, those of a partition in their order.
     *
     * @param since only those that were written at that time or later, as far as Kafka's index tells
     */
    void read(Optional<Instant> since, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        asking(() -> {
            consumer.assign(partitions);
            var ends = consumer.endOffsets(partitions);
            since.ifPresentOrElse(time -> seek(time, ends), () -> consumer.seekToBeginning(partitions));
            new Reading(consumer, ends).readAll(reader);
            return name;
        });
    }

    private void seek(Instant since, Map<TopicPartition, Long> ends) {
        var times = ends.keySet().stream()
                .collect(Collectors.toMap(partition -> partition, partition -> since.toEpochMilli()));
        consumer.offsetsForTimes(times)
                .forEach((partition, found) ->
                        consumer.seek(partition, found == null ? ends.get(partition) : found.offset()));
    }

    /**
     * One record.
     *
     * @throws Failure if there is none at that place, or none any more
     */
    ConsumerRecord<byte[], byte[]> record(Place place) {
        if (place.partition() >= partitions.size()) {
            throw new Failure("there is no letter %s: %s has the partitions 0 to %d"
                    .formatted(place, name, partitions.size() - 1));
        }
        return asking(() -> find(place));
    }

    private ConsumerRecord<byte[], byte[]> find(Place place) {
        var partition = partitions.get(place.partition());
        var only = List.of(partition);
        consumer.assign(only);
        var first = consumer.beginningOffsets(only).get(partition);
        var end = consumer.endOffsets(only).get(partition);
        if (place.offset() < first || place.offset() >= end) {
            throw new Failure("there is no letter %s: %s"
                    .formatted(
                            place,
                            first.equals(end)
                                    ? "partition " + place.partition() + " is empty"
                                    : "those of partition %d are %s to %s; older ones are deleted after 30 days"
                                            .formatted(
                                                    place.partition(),
                                                    new Place(place.partition(), first),
                                                    new Place(place.partition(), end - 1))));
        }
        consumer.seek(partition, place.offset());
        var found = new HashMap<Long, ConsumerRecord<byte[], byte[]>>();
        new Reading(consumer, Map.of(partition, place.offset() + 1))
                .readAll(record -> found.put(record.offset(), record));
        return Optional.ofNullable(found.get(place.offset()))
                .orElseThrow(() -> new Failure("there is no letter " + place
                        + ": Kafka keeps a mark of its own there; take one from the list"));
    }

    private <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (InterruptException stopped) {
            throw stopped;
        } catch (TimeoutException silent) {
            throw new Failure(
                    "no Kafka answers at %s within %d seconds; see whether all its brokers are up"
                            .formatted(bootstrapServers, ANSWERS_WITHIN.toSeconds()),
                    silent);
        } catch (AuthorizationException refused) {
            throw new Failure(
                    "cannot read " + name + ": " + refused.getMessage()
                            + "; allow Read on it, as docs/operations.md says",
                    refused);
        } catch (KafkaException refused) {
            var reason = refused.getCause() == null ? refused : refused.getCause();
            throw new Failure(
                    "cannot read %s at %s: %s; correct it under \"kafka\""
                            .formatted(name, bootstrapServers, reason.getMessage()),
                    refused);
        }
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
    }
}
