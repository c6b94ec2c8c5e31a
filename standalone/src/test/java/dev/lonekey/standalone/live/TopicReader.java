package dev.lonekey.standalone.live;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all topics from their beginnings, committed records only, and keeps what it has read. */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Topics topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> read = new LinkedHashMap<>();

    TopicReader(String bootstrapServers, Topics topics) {
        this.topics = topics;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = Stream.of(Topic.values())
                .flatMap(topic -> IntStream.range(0, topics.partitions())
                        .mapToObj(partition -> new TopicPartition(topics.name(topic), partition)))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Every record of a topic so far. */
    List<ConsumerRecord<byte[], byte[]>> records(Topic topic) {
        consumer.poll(POLL).forEach(record -> read.computeIfAbsent(record.topic(), name -> new ArrayList<>())
                .add(record));
        return List.copyOf(read.getOrDefault(topics.name(topic), List.of()));
    }

    List<SnapshotPart> snapshotParts() {
        return records(Topic.IAM_SNAPSHOTS).stream()
                .map(record -> part(record.value()))
                .toList();
    }

    private static SnapshotPart part(byte[] json) {
        try {
            return SnapshotPart.parse(json);
        } catch (RejectedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<ViolationEvent> violations() {
        return records(Topic.VIOLATIONS).stream()
                .map(record -> ViolationEvent.fromJson(record.value()))
                .toList();
    }

    /** The newest status of each account. */
    Collection<AccountStatus> accounts() {
        var newest = new LinkedHashMap<String, AccountStatus>();
        records(Topic.ACCOUNTS_CURRENT).forEach(record -> {
            var status = AccountStatus.fromJson(record.value());
            newest.put(status.accountId(), status);
        });
        return newest.values();
    }

    /** The values of a topic as text. */
    List<String> texts(Topic topic) {
        return records(topic).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
