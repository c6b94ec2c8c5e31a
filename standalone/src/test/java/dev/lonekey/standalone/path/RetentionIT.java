package dev.lonekey.standalone.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.stream.Detector;
import dev.lonekey.detector.stream.DetectorSettings;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.SourceRecord;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import dev.lonekey.standalone.pipeline.Pipeline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of long ago, and some from the future: whatever their time, what is written stays as long as its topic says. */
class RetentionIT {

    private static final Map<String, String> EAGER = Map.of(
            "log.retention.check.interval.ms",
            "100",
            "log.initial.task.delay.ms",
            "100",
            "log.segment.delete.delay.ms",
            "0");
    private static final String FOREIGN = "security.cloudtrail";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final List<String> records = List.of(
            Trail.keyCreated("alice", "AKIAALICEKEY1EXAMPLE", now.minus(Duration.ofDays(731))),
            Trail.keyCreated("alice", "AKIAALICEKEY2EXAMPLE", now.minus(Duration.ofDays(730))),
            Trail.keyCreated("bob", "AKIABOBSKEY01EXAMPLE", now.plus(Duration.ofDays(1))));

    @TempDir
    private Path folder;

    @Test
    void recordsTwoYearsOldAndADayAhead_outliveARetentionPass() throws Exception {
        // Given
        var batch = new Batch(
                records.stream()
                        .map(json -> new SourceRecord("111122223333", json.getBytes(UTF_8)))
                        .toList(),
                List.of());
        try (var pipeline = new Pipeline(
                        DetectorConfiguration.DEFAULT, EmbeddedBroker.ANY_PORT, EAGER, (json, event) -> {});
                var kafka = new KafkaProbe(pipeline.bootstrapServers())) {
            // When
            pipeline.publish(batch);
            pipeline.awaitDone();
            kafka.awaitRetentionPass(PATIENCE);
            // Then
            assertThat(kept(kafka)).containsExactly(3L, 0L, 0L, 1L, 1L, 1L, 2L, 1L);
        }
    }

    @Test
    void foreignTopicWithSuchTimestamps_leavesNoTraceOfThem() throws Exception {
        // Given a topic whose records bear the times of the events
        try (var broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, EAGER)) {
            broker.start();
            try (var kafka = new KafkaProbe(broker.bootstrapServers());
                    var detector = foreignDetector(broker)) {
                kafka.create(
                        Stream.of(Topic.values()).map(Topics.EMBEDDED::newTopic).toList());
                kafka.createWithEventTimes(FOREIGN, 3);
                kafka.write(FOREIGN, now.minus(Duration.ofDays(731)), "{\"Records\":[" + records.get(0) + "]}");
                kafka.write(FOREIGN, now.minus(Duration.ofDays(730)), "{\"detail\":" + records.get(1) + "}");
                kafka.write(FOREIGN, now.plus(Duration.ofDays(1)), records.get(2));
                // When
                detector.start();
                await().atMost(PATIENCE).until(() -> kept(kafka).equals(List.of(0L, 0L, 0L, 1L, 1L, 1L, 2L, 1L)));
                kafka.awaitRetentionPass(PATIENCE);
                // Then
                assertThat(kept(kafka)).containsExactly(0L, 0L, 0L, 1L, 1L, 1L, 2L, 1L);
                assertThat(detector.failure()).isEmpty();
            }
        }
    }

    private Detector foreignDetector(EmbeddedBroker broker) {
        var settings = new DetectorSettings(
                DetectorSettings.applicationId(Topics.EMBEDDED),
                Topics.EMBEDDED,
                Optional.of(FOREIGN),
                folder,
                Policy.WITHOUT_HORIZON,
                Map.of("bootstrap.servers", broker.bootstrapServers()));
        return new Detector(settings, Clock.systemUTC(), new SimpleMeterRegistry());
    }

    /** Records per topic of the contract that can be read now. */
    private static List<Long> kept(KafkaProbe kafka) {
        var kept = new ArrayList<Long>();
        for (var topic : Topic.values()) {
            kafka.readable(Topics.EMBEDDED.name(topic)).ifPresent(kept::add);
        }
        return kept;
    }
}
