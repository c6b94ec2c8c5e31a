package dev.lonekey.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.SourceRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service whose brokers are away. */
class PublisherWithoutBrokerTest {

    private static final Batch BATCH = new Batch(List.of(new SourceRecord("111122223333", new byte[1])), List.of());

    private final Publisher publisher = Publisher.forService(
            Topics.EMBEDDED, Map.of("bootstrap.servers", "127.0.0.1:9"), new SimpleMeterRegistry());
    private final CompletableFuture<CompletableFuture<Void>> written = new CompletableFuture<>();
    private final Thread writer = new Thread(() -> written.complete(publisher.write(BATCH)));

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void writerThatWaits_canBeInterrupted() {
        // Given
        startAndAwaitWaiting();
        // When
        writer.interrupt();
        // Then
        assertFails();
    }

    @Test
    void writerThatWaits_endsWithThePublisher() {
        // Given
        startAndAwaitWaiting();
        // When
        publisher.close();
        // Then
        assertFails();
    }

    private void startAndAwaitWaiting() {
        writer.start();
        await().until(() -> writer.getState() == Thread.State.TIMED_WAITING);
    }

    private void assertFails() {
        assertThat(written).succeedsWithin(Duration.ofSeconds(10)).satisfies(safe -> assertThatThrownBy(safe::join)
                .hasCauseInstanceOf(PublishException.class));
    }
}
