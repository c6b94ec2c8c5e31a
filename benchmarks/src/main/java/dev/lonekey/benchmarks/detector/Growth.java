package dev.lonekey.benchmarks.detector;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is committed to some topics as time goes by. Offsets would count the ends of transactions, too. */
final class Growth implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Admin admin;
    private final List<TopicPartition> partitions;
    private final KafkaConsumer<byte[], byte[]> consumer;

    Growth(Admin admin, Map<String, Object> kafka, List<TopicPartition> partitions) {
        this.admin = admin;
        this.partitions = partitions;
        consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Records, tombstones among them, and the bytes of their keys and values.
     */
    record Written(long records, long bytes) {}

    /** What came since this was asked last. */
    Written take() throws Exception {
        var ends = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())))
                .all()
                .get();
        var records = 0L;
        var bytes = 0L;
        while (partitions.stream()
                .anyMatch(each -> consumer.position(each) < ends.get(each).offset())) {
            for (var record : consumer.poll(POLL)) {
                records++;
                bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
            }
        }
        return new Written(records, bytes);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
