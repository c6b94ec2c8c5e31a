package dev.lonekey.ingest.queue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** The calls that are made to the queue. Each throws what the SDK throws when AWS does not answer or refuses. */
final class EventQueue {

    /** As much as SQS gives at once. */
    private static final int MOST_MESSAGES = 10;

    private final SqsClient sqs;
    private final String url;
    private final Timing timing;

    EventQueue(SqsClient sqs, URI url, Timing timing) {
        this.sqs = sqs;
        this.url = url.toString();
        this.timing = timing;
    }

    /** The last part of the URL. */
    String name() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    String url() {
        return url;
    }

    /** Waits for messages; empty if none comes. */
    List<Message> receive() {
        return sqs.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(MOST_MESSAGES)
                        .waitTimeSeconds((int) timing.poll().toSeconds())
                        .visibilityTimeout((int) timing.visibility().toSeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                .messages();
    }

    /** Returns the messages that SQS could not delete for now. A receipt that it does not know (any more) is none of these. */
    List<Message> delete(List<Message> messages) {
        var entries = entries(messages, index -> DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(index))
                .receiptHandle(messages.get(index).receiptHandle())
                .build());
        return sqs.deleteMessageBatch(request -> request.queueUrl(url).entries(entries)).failed().stream()
                .filter(failed -> !failed.senderFault())
                .map(failed -> messages.get(Integer.parseInt(failed.id())))
                .toList();
    }

    /** Hides the messages for the usual time from now on. */
    void hide(List<Message> messages) {
        show(messages, timing.visibility());
    }

    /** Hides a message for longer. */
    void hide(Message message, Duration time) {
        show(List.of(message), time);
    }

    /** Lets others receive the messages at once. */
    void release(List<Message> messages) {
        show(messages, Duration.ZERO);
    }

    private void show(List<Message> messages, Duration after) {
        var entries = entries(messages, index -> ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(Integer.toString(index))
                .receiptHandle(messages.get(index).receiptHandle())
                .visibilityTimeout((int) after.toSeconds())
                .build());
        sqs.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries));
    }

    private static <T> List<T> entries(List<Message> messages, IntFunction<T> entry) {
        return IntStream.range(0, messages.size()).mapToObj(entry).toList();
    }
}
