package dev.lonekey.ingest.standin;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** A queue of SQS. Its messages turn visible again by real time. */
public final class StandInQueue {

    private final String url;
    private final Deque<String> waiting = new ArrayDeque<>();
    private Duration visibilityTimeout = Duration.ofSeconds(30);

    StandInQueue(String url) {
        this.url = url;
    }

    /** The URL, in the home account. */
    public String url() {
        return url;
    }

    /** Sends a message to the queue. */
    public synchronized void send(String body) {
        waiting.add(body);
    }

    /** The number of messages that may be received now. */
    public synchronized int visible() {
        return waiting.size();
    }

    /** The number of messages that were received, not deleted, and are not visible yet. */
    public int inFlight() {
        return 0;
    }

    /** The number of messages that were not deleted. */
    public int size() {
        return visible() + inFlight();
    }

    /** Hides messages received from now on for this long, unless the receiver asks for another time. */
    public synchronized void visibilityTimeout(Duration duration) {
        visibilityTimeout = duration;
    }

    /** Deletes the queue with all messages. */
    public synchronized void delete() {
        waiting.clear();
        visibilityTimeout = visibilityTimeout.plusSeconds(0);
    }
}
