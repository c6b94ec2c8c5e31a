package dev.lonekey.standalone.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Looks at a broker from outside, and writes what others would write. */
final class KafkaProbe implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final String CANARY = "canary";

    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    KafkaProbe(String bootstrapServers) {
        this(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** @param client settings by their Kafka names */
    KafkaProbe(Map<String, String> client) {
        var settings = new HashMap<String, Object>(client);
        admin = Admin.create(settings);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        settings.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void create(Collection<NewTopic> topics) throws Exception {
        admin.createTopics(topics).all().get();
    }

    /** A topic whose records keep the time that their writer gives them, even one from the future. */
    void createWithEventTimes(String topic, int partitions) throws Exception {
        create(List.of(new NewTopic(topic, partitions, (short) 1)
                .configs(Map.of(
                        "message.timestamp.type", "CreateTime",
                        "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE),
                        "retention.ms", "-1"))));
    }

    void write(String topic, Instant time, String value) throws Exception {
        producer.send(new ProducerRecord<>(topic, null, time.toEpochMilli(), null, value.getBytes(UTF_8)))
                .get();
    }

    void write(String topic, String key, String value) throws Exception {
        producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8)))
                .get();
    }

    /** The values of a topic that can be read, in order within each partition. */
    List<String> values(String topic) {
        var values = new ArrayList<String>();
        read(topic, value -> values.add(new String(value, UTF_8)));
        return values;
    }

    /** How many records of a topic can be read; empty if there is no such topic. */
    Optional<Long> readable(String topic) {
        return read(topic, value -> {});
    }

    private Optional<Long> read(String topic, Consumer<byte[]> reader) {
        var partitions = consumer.listTopics().getOrDefault(topic, List.of()).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            return Optional.empty();
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        var read = 0L;
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            var records = consumer.poll(POLL);
            records.forEach(record -> reader.accept(record.value()));
            read += records.count();
        }
        return Optional.of(read);
    }

    /** What a group has committed; nothing for partitions without a commit. */
    Map<TopicPartition, Long> committed(String group) throws Exception {
        var committed = new HashMap<TopicPartition, Long>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, commit) -> {
                    if (commit != null) {
                        committed.put(partition, commit.offset());
                    }
                });
        return committed;
    }

    /** Whether all that was written to a topic can be read, since no transaction is under way. */
    boolean isSettled(String topic) throws Exception {
        return ends(topic, IsolationLevel.READ_COMMITTED).equals(ends(topic, IsolationLevel.READ_UNCOMMITTED));
    }

    private Map<TopicPartition, Long> ends(String topic, IsolationLevel isolation) throws Exception {
        var latest = consumer.partitionsFor(topic).stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()),
                        partition -> OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Returns when a record that was written now, but bears a time of long ago, has fallen to retention. */
    void awaitRetentionPass(Duration patience) throws Exception {
        create(List.of(new NewTopic(CANARY, 1, (short) 1)
                .configs(Map.of("message.timestamp.type", "CreateTime", "retention.ms", "86400000"))));
        write(CANARY, Instant.now().minus(Duration.ofDays(730)), "{}");
        // Topics are looked at one after the other: the second canary falls in a pass that began after the first fell.
        await().atMost(patience).until(() -> readable(CANARY).orElseThrow() == 0);
        write(CANARY, Instant.now().minus(Duration.ofDays(730)), "{}");
        await().atMost(patience).until(() -> readable(CANARY).orElseThrow() == 0);
    }

    @Override
    public void close() {
        admin.close();
        producer.close();
        consumer.close();
    }
}
