package dev.lonekey.standalone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.runtime.failure.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final TopicPartition PARTITION = new TopicPartition("lonekey.cloudtrail", 0);
    private static final Patience PATIENCE = new Patience(Duration.ofMillis(1), Duration.ofSeconds(1));

    @Test
    void slowProgress_isWaitedFor() throws InterruptedException {
        // Given
        var offset = new AtomicLong();
        // When
        PATIENCE.await("it", Map.of(PARTITION, 50L), () -> Map.of(PARTITION, offset.incrementAndGet()));
        // Then
        assertThat(offset).hasValue(50);
    }

    @Test
    void everyTopic_isWaitedFor() throws InterruptedException {
        // Given
        var snapshots = new TopicPartition("lonekey.iam-snapshots", 0);
        var offset = new AtomicLong();
        // When
        PATIENCE.await(
                "it",
                Map.of(PARTITION, 5L, snapshots, 50L),
                () -> Map.of(PARTITION, 5L, snapshots, offset.incrementAndGet()));
        // Then
        assertThat(offset).hasValue(50);
    }

    @Test
    void noProgress_isAnErrorAndNoHang() {
        // When, Then
        assertThatThrownBy(() -> PATIENCE.await("the detector", Map.of(PARTITION, 50L), () -> Map.of(PARTITION, 7L)))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("the detector made no progress for 1 seconds");
    }

    @Test
    void nothingToWaitFor_returnsAtOnce() throws InterruptedException {
        PATIENCE.await("it", Map.of(), Map::of);
    }
}
