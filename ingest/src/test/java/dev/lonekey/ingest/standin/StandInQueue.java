package dev.lonekey.ingest.standin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A standard queue of SQS. Its messages turn visible again by real time. */
public final class StandInQueue {

    private int waiting;
    private final String name;
    private final String url;
    private final Clock clock;
    private final Map<String, QueuedMessage> messages = new LinkedHashMap<>();
    private Duration visibilityTimeout = Duration.ofSeconds(30);
    private boolean deleted;

    StandInQueue(String name, String url, Clock clock) {
        this.name = name;
        this.url = url;
        this.clock = clock;
    }

    /** The URL, in the home account. */
    public String url() {
        return url;
    }

    /** Sends a message to the queue; one that was deleted drops it, as EventBridge does. */
    public void send(String body) {
        sendMessage(body);
    }

    /** The number of messages that may be received now. */
    public synchronized int visible() {
        var now = System.nanoTime();
        return (int) messages.values().stream()
                .filter(message -> message.visibleAt(now))
                .count();
    }

    /** The number of messages that were received, not deleted, and are not visible yet. */
    public synchronized int inFlight() {
        return size() - visible();
    }

    /** The number of messages that were not deleted. */
    public synchronized int size() {
        return messages.size();
    }

    /** Hides messages received from now on for this long, unless the receiver asks for another time. */
    public synchronized void visibilityTimeout(Duration duration) {
        visibilityTimeout = duration;
    }

    /** Deletes the queue with all messages. */
    public synchronized void delete() {
        deleted = true;
        messages.clear();
        notifyAll();
    }

    String name() {
        return name;
    }

    synchronized boolean exists() {
        return !deleted;
    }

    synchronized Duration visibilityTimeout() {
        return visibilityTimeout;
    }

    synchronized QueuedMessage sendMessage(String body) {
        var message = new QueuedMessage(UUID.randomUUID().toString(), body, clock.instant());
        if (!deleted) {
            messages.put(message.id(), message);
            notifyAll();
        }
        return message;
    }

    /** Receives up to so many messages, and waits for the first one. */
    synchronized List<Received> receive(int most, Duration wait, Optional<Duration> visibility)
            throws InterruptedException {
        var deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            var received = take(most, visibility.orElse(visibilityTimeout));
            var left = deadline - System.nanoTime();
            if (!received.isEmpty() || left <= 0 || deleted) {
                return received;
            }
            waiting++;
            try {
                wait(Math.max(1, Math.min(left, nanosUntilVisible()) / 1_000_000));
            } finally {
                waiting--;
            }
        }
    }

    /** How many wait for a message now. */
    public synchronized int waiting() {
        return waiting;
    }

    /** Deletes the message of a receipt; that of an older receipt stays. */
    synchronized void delete(String receipt) {
        message(receipt)
                .filter(message -> message.hasReceipt(receipt))
                .ifPresent(message -> messages.remove(message.id()));
    }

    synchronized void hide(String receipt, Duration duration) {
        var now = System.nanoTime();
        var message = message(receipt)
                .filter(hidden -> hidden.hasReceipt(receipt) && !hidden.visibleAt(now))
                .orElseThrow(() -> new ServiceError(
                        400, "MessageNotInflight", "Value " + receipt + " for parameter ReceiptHandle is invalid."));
        message.hideUntil(now + duration.toNanos());
        notifyAll();
    }

    private Optional<QueuedMessage> message(String receipt) {
        return Optional.ofNullable(messages.get(QueuedMessage.idOf(receipt)));
    }

    private List<Received> take(int most, Duration visibility) {
        var now = System.nanoTime();
        var received = new ArrayList<Received>();
        Iterator<QueuedMessage> all = messages.values().iterator();
        while (all.hasNext() && received.size() < most) {
            var message = all.next();
            if (message.visibleAt(now)) {
                received.add(message.receive(clock.instant(), now + visibility.toNanos()));
            }
        }
        return received;
    }

    private long nanosUntilVisible() {
        var now = System.nanoTime();
        return messages.values().stream()
                .mapToLong(message -> message.nanosUntilVisible(now))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** A message as one receiver got it. */
    record Received(String id, String receipt, String body, Instant sentAt, Instant firstReceivedAt, int count) {}
}
