package dev.lonekey.standalone.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.SourceRecord;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import dev.lonekey.standalone.config.Configuration;
import dev.lonekey.standalone.pipeline.Pipeline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RetentionIT {

    private static final Map<String, String> EAGER = Map.of(
            "log.retention.check.interval.ms",
            "200",
            "log.initial.task.delay.ms",
            "100",
            "log.segment.delete.delay.ms",
            "0");

    @Test
    void recordsTwoYearsOldAndADayAhead_outliveARetentionPass() throws Exception {
        // Given
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var records = Stream.of(
                        Trail.keyCreated("alice", "AKIAALICEKEY1EXAMPLE", now.minus(Duration.ofDays(731))),
                        Trail.keyCreated("alice", "AKIAALICEKEY2EXAMPLE", now.minus(Duration.ofDays(730))),
                        Trail.keyCreated("bob", "AKIABOBSKEY01EXAMPLE", now.plus(Duration.ofDays(1))))
                .map(json -> new SourceRecord("111122223333", json.getBytes(UTF_8)))
                .toList();
        try (var pipeline = new Pipeline(Configuration.DEFAULT, EmbeddedBroker.ANY_PORT, EAGER, (json, event) -> {});
                var admin = Admin.create(Map.of("bootstrap.servers", pipeline.bootstrapServers()))) {
            // When
            pipeline.publish(new Batch(records, List.of()));
            pipeline.awaitDone();
            Thread.sleep(2_000); // several passes
            // Then
            for (Topic topic : Topic.values()) {
                assertThat(offsets(admin, topic, OffsetSpec.earliest()))
                        .as(topic + " begins")
                        .isZero();
                assertThat(offsets(admin, topic, OffsetSpec.latest()))
                        .as(topic + " ends")
                        .isPositive();
            }
        }
    }

    private static long offsets(Admin admin, Topic topic, OffsetSpec spec) throws Exception {
        var partitions = IntStream.range(0, Topics.EMBEDDED.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.EMBEDDED.name(topic), partition));
        return admin
                .listOffsets(partitions.collect(Collectors.toMap(partition -> partition, partition -> spec)))
                .all()
                .get()
                .values()
                .stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }
}
