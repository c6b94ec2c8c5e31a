package dev.lonekey.ingest.standin;

import java.time.Instant;
import java.util.UUID;

/** A message in a queue, and who received it last; guarded by its queue. */
final class QueuedMessage {

    private final String id;
    private final String body;
    private final Instant sentAt;
    private Instant firstReceivedAt = Instant.MAX;
    private String receipt = "";
    private long hiddenUntilNanos;
    private int receives;

    QueuedMessage(String id, String body, Instant sentAt) {
        this.id = id;
        this.body = body;
        this.sentAt = sentAt;
        hiddenUntilNanos = System.nanoTime();
    }

    /** The id of the message that a receipt is for. */
    static String idOf(String receipt) {
        var separator = receipt.indexOf('/');
        if (separator < 0) {
            throw new ServiceError(
                    400, "ReceiptHandleIsInvalid", "The input receipt handle \"" + receipt + "\" is not valid.");
        }
        return receipt.substring(0, separator);
    }

    String id() {
        return id;
    }

    String body() {
        return body;
    }

    boolean hasReceipt(String other) {
        return receipt.equals(other);
    }

    boolean visibleAt(long nanos) {
        return nanosUntilVisible(nanos) <= 0;
    }

    long nanosUntilVisible(long now) {
        return hiddenUntilNanos - now;
    }

    void hideUntil(long nanos) {
        hiddenUntilNanos = nanos;
    }

    StandInQueue.Received receive(Instant at, long hiddenUntil) {
        if (receives == 0) {
            firstReceivedAt = at;
        }
        receives++;
        receipt = id + '/' + UUID.randomUUID();
        hiddenUntilNanos = hiddenUntil;
        return new StandInQueue.Received(id, receipt, body, sentAt, firstReceivedAt, receives);
    }
}
