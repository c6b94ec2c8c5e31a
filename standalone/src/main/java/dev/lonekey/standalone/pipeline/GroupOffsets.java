package dev.lonekey.standalone.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;

/** Where the detector's group and the topics are. */
final class GroupOffsets implements AutoCloseable {

    private final Admin admin;
    private final String group;
    private final boolean streamsProtocol;

    GroupOffsets(String group, Map<String, String> kafka) {
        this.group = group;
        this.streamsProtocol = "streams".equals(kafka.get("group.protocol"));
        this.admin = Admin.create(new HashMap<>(kafka));
    }

    /** What the group has committed; nothing for partitions without a commit. */
    Map<TopicPartition, Long> committed() throws InterruptedException {
        try {
            var committed = new HashMap<TopicPartition, Long>();
            commits().get().forEach((partition, commit) -> {
                if (commit != null) {
                    committed.put(partition, commit.offset());
                }
            });
            return committed;
        } catch (ExecutionException notYet) {
            if (notYet.getCause() instanceof GroupIdNotFoundException
                    || notYet.getCause() instanceof RetriableException) {
                return Map.of(); // the group, or its coordinator, is only starting
            }
            throw new IllegalStateException("cannot see the detector's commits", notYet.getCause());
        }
    }

    private KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> commits() {
        return streamsProtocol
                ? admin.listStreamsGroupOffsets(Map.of(group, new ListStreamsGroupOffsetsSpec()))
                        .partitionsToOffsetAndMetadata(group)
                : admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
    }

    /**
     * Where the partitions end, with what is not committed yet: a transaction's offsets can be seen before its records, since
     * the markers that end it are written to one partition after the other.
     */
    Map<TopicPartition, Long> ends(List<TopicPartition> partitions) throws InterruptedException {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        try {
            var ends = new HashMap<TopicPartition, Long>();
            admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException failure) {
            throw new IllegalStateException("cannot see where the output topics end", failure.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
