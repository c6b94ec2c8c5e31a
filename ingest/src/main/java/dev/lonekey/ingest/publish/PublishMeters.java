package dev.lonekey.ingest.publish;

import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what Kafka acknowledged: dead letters by their reason, everything else by its topic. */
final class PublishMeters {

    private final Map<Topic, Counter> published = new EnumMap<>(Topic.class);
    private final Map<RejectReason, Counter> rejected = new EnumMap<>(RejectReason.class);

    PublishMeters(Topics topics, MeterRegistry registry) {
        for (var topic : List.of(Topic.CLOUDTRAIL, Topic.IAM_SNAPSHOTS, Topic.INGEST_CHECKPOINTS)) {
            published.put(topic, registry.counter("lonekey.ingest.published", "topic", topics.name(topic)));
        }
        for (var reason : RejectReason.values()) {
            rejected.put(reason, registry.counter("lonekey.ingest.rejected", "reason", reason.code()));
        }
    }

    void published(Topic topic) {
        published.get(topic).increment();
    }

    void rejected(RejectReason reason) {
        rejected.get(reason).increment();
    }
}
