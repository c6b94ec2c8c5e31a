package dev.lonekey.ingest.queue;

import dev.lonekey.ingest.queue.QueueTrouble.Call;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.model.Message;

/** Keeps messages hidden from other receivers while they are in hand, however long Kafka takes. */
final class Visibility {

    /** Messages that are kept hidden. */
    interface Hold {
        void end();
    }

    private final EventQueue queue;
    private final QueueTrouble trouble;
    private final ScheduledExecutorService threads;
    private final long every;

    Visibility(EventQueue queue, QueueTrouble trouble, Timing timing, ScheduledExecutorService threads) {
        this.queue = queue;
        this.trouble = trouble;
        this.threads = threads;
        this.every = timing.visibility().toMillis() / 3;
    }

    Hold hold(List<Message> messages) {
        var hiding = threads.scheduleAtFixedRate(() -> hide(messages), every, every, TimeUnit.MILLISECONDS);
        return () -> hiding.cancel(false);
    }

    private void hide(List<Message> messages) {
        try {
            queue.hide(messages);
            trouble.succeeded(Call.HIDE);
        } catch (RuntimeException failure) {
            // They may be received twice then, which does no harm.
            trouble.failed(Call.HIDE, failure);
        }
    }
}
