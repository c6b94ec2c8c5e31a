package dev.lonekey.ingest.queue;

import static dev.lonekey.ingest.scan.Records.createAccessKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.trail.TrailReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;

class HandlingTest {

    private static final URI URL = URI.create("https://sqs.us-east-1.amazonaws.com/111122223333/lonekey");

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(1);
    private final Stop stop = new Stop(1);

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void messageThatCouldNotBeDeleted_isTriedAgainAlone() throws InterruptedException {
        // Given
        var sqs = new Forgetful("b", 1, false);
        // When
        var isDone = handling(sqs).handle(messages("a", "b", "c"));
        // Then
        assertThat(isDone).isTrue();
        assertThat(sqs.asked).containsExactly(List.of("a", "b", "c"), List.of("b"));
    }

    @Test
    void messageThatCanNotBeDeleted_isLeftAfterThreeAttempts() throws InterruptedException {
        // Given
        var sqs = new Forgetful("b", 9, false);
        // When
        var isDone = handling(sqs).handle(messages("a", "b"));
        // Then
        assertThat(isDone).isFalse();
        assertThat(sqs.asked).hasSize(3);
    }

    @Test
    void receiptThatIsNoLongerValid_isNotTriedAgain() throws InterruptedException {
        // Given
        var sqs = new Forgetful("b", 9, true);
        // When
        var isDone = handling(sqs).handle(messages("a", "b"));
        // Then
        assertThat(isDone).isTrue();
        assertThat(sqs.asked).hasSize(1);
    }

    private Handling handling(SqsClient sqs) {
        var queue = new EventQueue(sqs, URL, Timing.USUAL);
        var trouble = new QueueTrouble(queue.url(), Clock.systemUTC());
        var visibility = new Visibility(queue, trouble, Timing.USUAL, threads);
        var meters = new QueueMeters(
                new SimpleMeterRegistry(),
                new QueueSilence(Optional.empty(), new SimpleMeterRegistry(), Clock.systemUTC()),
                Clock.systemUTC());
        var objects = new TrailReader(
                new S3Client() {
                    @Override
                    public String serviceName() {
                        return SERVICE_NAME;
                    }

                    @Override
                    public void close() {}
                },
                AwsPartition.COMMERCIAL,
                new Kept(),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
        var reader = new MessageReader("lonekey", objects.layout());
        var fetching = new Fetching(objects, queue, visibility, trouble);
        return new Handling(queue, reader, new Kept(), fetching, visibility, stop, trouble, meters);
    }

    private static List<Message> messages(String... receipts) {
        return Stream.of(receipts)
                .map(receipt -> Message.builder()
                        .receiptHandle(receipt)
                        .body(createAccessKey(receipt))
                        .build())
                .toList();
    }

    /** Does not delete one message the first times that it is asked. */
    private static final class Forgetful implements SqsClient {

        private final List<List<String>> asked = new ArrayList<>();
        private final String receipt;
        private final int times;
        private final boolean ourFault;

        Forgetful(String receipt, int times, boolean ourFault) {
            this.receipt = receipt;
            this.times = times;
            this.ourFault = ourFault;
        }

        @Override
        public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
            asked.add(request.entries().stream()
                    .map(DeleteMessageBatchRequestEntry::receiptHandle)
                    .toList());
            var failed = request.entries().stream()
                    .filter(entry -> entry.receiptHandle().equals(receipt) && asked.size() <= times)
                    .map(entry -> BatchResultErrorEntry.builder()
                            .id(entry.id())
                            .code("InternalError")
                            .senderFault(ourFault)
                            .build())
                    .toList();
            return DeleteMessageBatchResponse.builder().failed(failed).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
