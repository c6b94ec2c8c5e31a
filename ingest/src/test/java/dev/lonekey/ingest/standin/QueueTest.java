package dev.lonekey.ingest.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class QueueTest {

    private final AwsStandIn aws = AwsStandIn.start(Clock.systemUTC());
    private final StandInQueue queue = aws.queue("iam-events");
    private final SqsClient sqs = Clients.of(aws).sqs();

    @AfterEach
    void close() {
        sqs.close();
        aws.close();
    }

    @Test
    void receivedMessage_comesAgainAfterItsTimeout() {
        // Given
        queue.send("grüße");
        var first = receive(0, 1);
        // When
        var hidden = receive(0, 30);
        var again = receive(5, 30);
        // Then
        assertThat(hidden.hasMessages()).isFalse();
        assertThat(again.messages()).singleElement().satisfies(message -> {
            assertThat(message.messageId()).isEqualTo(first.messages().get(0).messageId());
            assertThat(message.body()).isEqualTo("grüße");
            assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
        });
        assertThat(queue.inFlight()).isEqualTo(1);
    }

    @Test
    void receiver_waitsForTheMessage() {
        // Given
        var received = CompletableFuture.supplyAsync(() -> receive(20, 30));
        // When
        queue.send("late");
        // Then
        assertThat(received.orTimeout(5, TimeUnit.SECONDS).join().messages()).hasSize(1);
    }

    @Test
    void batch_deletesWhatWasReceived() {
        // Given
        queue.send("one");
        queue.send("two");
        var messages = receive(0, 30).messages();
        // When
        sqs.changeMessageVisibilityBatch(batch -> batch.queueUrl(queue.url())
                .entries(ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id("0")
                        .receiptHandle(messages.get(0).receiptHandle())
                        .visibilityTimeout(0)
                        .build()));
        var deleted = sqs.deleteMessageBatch(batch -> batch.queueUrl(queue.url())
                .entries(DeleteMessageBatchRequestEntry.builder()
                        .id("1")
                        .receiptHandle(messages.get(1).receiptHandle())
                        .build()));
        // Then
        assertThat(deleted.successful()).hasSize(1);
        assertThat(queue.visible()).isEqualTo(1);
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void attributes_countMessages() {
        // Given
        queue.send("one");
        // When
        var url = sqs.getQueueUrl(request -> request.queueName("iam-events")).queueUrl();
        var attributes = sqs.getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
        // Then
        assertThat(attributes.attributes())
                .containsOnly(Map.entry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1"));
    }

    @Test
    void deletedQueue_doesNotExist() {
        // When
        queue.delete();
        // Then
        assertThatExceptionOfType(QueueDoesNotExistException.class)
                .isThrownBy(() -> receive(0, 30))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode())
                        .isEqualTo("AWS.SimpleQueueService.NonExistentQueue"));
    }

    @Test
    void changes_arriveAsEvents() {
        // Given
        var account = aws.account(aws.homeAccount());
        account.forwardTo(queue);
        account.createUser("bob");
        account.withoutEvents(() -> account.createKey("bob"));
        // When
        var messages = receive(0, 30).messages();
        // Then
        assertThat(messages).singleElement().satisfies(message -> assertThat(message.body())
                .contains("\"detail-type\":\"AWS API Call via CloudTrail\"", "\"eventName\":\"CreateUser\""));
        assertThat(account.records()).hasSize(2);
    }

    private ReceiveMessageResponse receive(int waitSeconds, int visibilitySeconds) {
        return sqs.receiveMessage(request -> request.queueUrl(queue.url())
                .maxNumberOfMessages(10)
                .waitTimeSeconds(waitSeconds)
                .visibilityTimeout(visibilitySeconds)
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL));
    }
}
