package dev.lonekey.standalone.deadletter;

import dev.lonekey.runtime.failure.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions from where the consumer stands to ends that are fixed: whoever goes on writing must not make it read for ever.
 *
 * @param ends the offset after the last record of each
 */
record Reading(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Nothing new for so long is no slowness any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Hands over the records, those of a partition in their order.
     *
     * @throws Failure if Kafka gives nothing more
     */
    void readAll(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        var left = new HashMap<>(ends);
        left.entrySet().removeIf(end -> isRead(end.getKey(), end.getValue()));
        var lastAt = System.nanoTime();
        while (!left.isEmpty()) {
            var before = positions();
            consumer.poll(POLL).forEach(record -> {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    reader.accept(record);
                }
            });
            left.entrySet().removeIf(end -> isRead(end.getKey(), end.getValue()));
            if (!positions().equals(before)) {
                lastAt = System.nanoTime();
            } else if (System.nanoTime() - lastAt > PATIENCE.toNanos()) {
                throw new Failure(
                        "Kafka gave nothing more of %s for %d seconds, and %d of its partitions are not read; see whether all brokers are up"
                                .formatted(left.keySet().iterator().next().topic(), PATIENCE.toSeconds(), left.size()));
            }
        }
    }

    private boolean isRead(TopicPartition partition, long end) {
        if (consumer.position(partition) < end) {
            return false;
        }
        consumer.pause(List.of(partition));
        return true;
    }

    private Map<TopicPartition, Long> positions() {
        return ends.keySet().stream().collect(Collectors.toMap(partition -> partition, consumer::position));
    }
}
