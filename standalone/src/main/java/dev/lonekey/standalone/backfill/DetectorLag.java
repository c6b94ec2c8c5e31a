package dev.lonekey.standalone.backfill;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.stream.DetectorSettings;
import dev.lonekey.runtime.failure.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Lets a back-fill go on only while the detector keeps up: within a partition a live record waits for all that stands before it, so
 * that must never be much.
 */
final class DetectorLag implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** A detector that restores its state, or is restarted, gets on again within minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Admin admin;
    private final String group;
    private final String topic;
    private final long most;
    private final Duration patience;
    private long lookedAt = System.nanoTime() - LOOK_EVERY.toNanos();
    private long committed;
    private volatile long records;
    private volatile long gotOnAt = System.nanoTime();

    /** @param most records that may stand before a live one */
    DetectorLag(Topics topics, Map<String, String> kafka, long most) {
        this(topics, kafka, most, PATIENCE);
    }

    DetectorLag(Topics topics, Map<String, String> kafka, long most, Duration patience) {
        this.patience = patience;
        this.group = DetectorSettings.applicationId(topics);
        this.topic = topics.name(Topic.CLOUDTRAIL);
        this.most = most;
        this.admin = Admin.create(new HashMap<>(kafka));
    }

    /** Returns when the detector is not far behind; at once where no detector has ever read, since it holds up nobody. */
    void awaitSmall() throws InterruptedException {
        if (System.nanoTime() - lookedAt < LOOK_EVERY.toNanos()) {
            return;
        }
        gotOnAt = System.nanoTime();
        for (records = behind(); records > most; records = behind()) {
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        }
        lookedAt = System.nanoTime();
    }

    /** Whether it was too far behind when that was looked at. */
    boolean isLarge() {
        return records > most;
    }

    /** Whether it is too far behind, and has not got on for a while: it may not run at all. */
    boolean isStuck() {
        return isLarge() && System.nanoTime() - gotOnAt > patience.toNanos();
    }

    private void note(long nowCommitted) {
        if (nowCommitted != committed) {
            committed = nowCommitted;
            gotOnAt = System.nanoTime();
        }
    }

    private long behind() throws InterruptedException {
        try {
            var commits = new HashMap<TopicPartition, OffsetAndMetadata>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, commit) -> {
                        if (commit != null && partition.topic().equals(topic)) {
                            commits.put(partition, commit);
                        }
                    });
            note(commits.values().stream().mapToLong(OffsetAndMetadata::offset).sum());
            var latest = new HashMap<TopicPartition, OffsetSpec>();
            commits.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().entrySet().stream()
                    .mapToLong(end ->
                            end.getValue().offset() - commits.get(end.getKey()).offset())
                    .max()
                    .orElse(0);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            if (failure.getCause() instanceof RetriableException) {
                return records; // a broker is away: as before
            }
            throw new Failure(
                    "cannot see how far the detector's group %s is: %s; allow Describe on it, as docs/kafka.md says"
                            .formatted(group, failure.getCause().getMessage()),
                    failure);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
