package dev.lonekey.standalone.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetectorLagIT {

    private static final TopicPartition PARTITION = new TopicPartition("lonekey.cloudtrail", 0);

    private final EmbeddedBroker broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());

    @BeforeEach
    void start() throws Exception {
        broker.start();
        try (var cluster = new Cluster(kafka())) {
            cluster.create(Topics.EMBEDDED, List.of(Topic.values()));
        }
        try (var producer =
                new KafkaProducer<>(Map.copyOf(kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var record = 0; record < 30; record++) {
                producer.send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), null, new byte[1]))
                        .get();
            }
        }
    }

    private Map<String, String> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void noDetectorHasEverRead_nothingWaits() throws Exception {
        // Given
        try (var lag = new DetectorLag(Topics.EMBEDDED, kafka(), 10)) {
            // When
            lag.awaitSmall();
            // Then
            assertThat(lag.isLarge()).isFalse();
        }
    }

    @Test
    void detectorIsFarBehind_waitsUntilItIsNot() throws Exception {
        // Given
        commit(19);
        try (var lag = new DetectorLag(Topics.EMBEDDED, kafka(), 10)) {
            // When
            var waiting = CompletableFuture.runAsync(() -> pass(lag));
            await().atMost(Duration.ofSeconds(30)).until(lag::isLarge);
            // Then
            assertThat(waiting).isNotDone();
            // When
            commit(20);
            // Then
            await().atMost(Duration.ofSeconds(30)).until(waiting::isDone);
            assertThat(waiting).isCompleted();
        }
    }

    @Test
    void detectorDoesNotGetOn_isStuckUntilItDoes() throws Exception {
        // Given
        commit(5);
        try (var lag = new DetectorLag(Topics.EMBEDDED, kafka(), 10, Duration.ofSeconds(2))) {
            // When
            var waiting = CompletableFuture.runAsync(() -> pass(lag));
            await().atMost(Duration.ofSeconds(30)).until(lag::isLarge);
            // Then
            assertThat(lag.isStuck()).isFalse();
            await().atMost(Duration.ofSeconds(30)).until(lag::isStuck);
            // When
            commit(6);
            // Then
            await().atMost(Duration.ofSeconds(30)).until(() -> !lag.isStuck());
            assertThat(waiting).isNotDone();
            // When
            commit(30);
            // Then
            await().atMost(Duration.ofSeconds(30)).until(waiting::isDone);
            assertThat(lag.isStuck()).isFalse();
        }
    }

    private static void pass(DetectorLag lag) {
        try {
            lag.awaitSmall();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void commit(long offset) throws Exception {
        try (var admin = Admin.create(Map.copyOf(kafka()))) {
            admin.alterConsumerGroupOffsets("lonekey.detector", Map.of(PARTITION, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }
}
