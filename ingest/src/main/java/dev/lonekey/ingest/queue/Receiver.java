package dev.lonekey.ingest.queue;

import dev.lonekey.ingest.queue.QueueTrouble.Call;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Receives messages and has them handled, and only then receives again: while Kafka is away, at most ten are in hand and the
 * others stay in the queue.
 */
final class Receiver implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    private final EventQueue queue;
    private final Handling handling;
    private final Stop stop;
    private final QueueTrouble trouble;
    private final QueueMeters meters;
    private final Pause pause;

    Receiver(EventQueue queue, Handling handling, Stop stop, QueueTrouble trouble, QueueMeters meters, Pause pause) {
        this.queue = queue;
        this.handling = handling;
        this.stop = stop;
        this.trouble = trouble;
        this.meters = meters;
        this.pause = pause;
    }

    @Override
    public void run() {
        try {
            while (!stop.isAsked()) {
                if (receive()) {
                    pause.reset();
                } else {
                    stop.await(pause.next());
                }
            }
        } catch (InterruptedException abandoned) {
            // What was in hand comes again.
            Thread.currentThread().interrupt();
        }
    }

    /** Whether all went well. */
    private boolean receive() throws InterruptedException {
        List<Message> messages;
        try {
            messages = queue.receive();
        } catch (RuntimeException failure) {
            if (!stop.isAsked()) {
                meters.failed(trouble.failed(Call.RECEIVE, failure).kind());
            }
            return false;
        }
        trouble.succeeded(Call.RECEIVE);
        meters.received(messages);
        return messages.isEmpty() || handle(messages);
    }

    private boolean handle(List<Message> messages) throws InterruptedException {
        if (!stop.begin()) {
            release(messages);
            return false;
        }
        try {
            return handling.handle(messages);
        } catch (RuntimeException
                | Error mistake) { // whatever it is: without this thread the queue would be left alone
            LOG.error(
                    "messages of the queue could not be handled and come again; this is a mistake of Lonekey's",
                    mistake);
            return false;
        } finally {
            stop.end();
        }
    }

    private void release(List<Message> messages) {
        try {
            queue.release(messages);
        } catch (RuntimeException tooLate) {
            LOG.debug("messages come again only when their time is over", tooLate);
        }
    }
}
