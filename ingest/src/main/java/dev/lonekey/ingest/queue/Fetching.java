package dev.lonekey.ingest.queue;

import dev.lonekey.ingest.trail.Retry;
import dev.lonekey.ingest.trail.TrailReader;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Messages whose objects are being read. That takes its time, so their receiver goes on with others; they are kept hidden
 * until what the objects hold is safe, and then deleted.
 */
final class Fetching {

    /** What becomes of a message once its objects were read. */
    interface Outcome {

        /** All was read, and is safe. */
        void safe(Message message);

        /** Tried too often: the message is a dead letter now. */
        void givenUp(Message message, String problem);

        /** Kafka refused some of it for good. */
        void refused(Throwable reason);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

    /** So many messages wait for their objects. */
    private static final int MOST_MESSAGES = 64;

    /** So long a receiver waits until one more may; the others of its messages are done by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TrailReader objects;
    private final EventQueue queue;
    private final Visibility visibility;
    private final QueueTrouble trouble;
    private final Semaphore room = new Semaphore(MOST_MESSAGES);

    Fetching(TrailReader objects, EventQueue queue, Visibility visibility, QueueTrouble trouble) {
        this.objects = objects;
        this.queue = queue;
        this.visibility = visibility;
        this.trouble = trouble;
    }

    /** Has the objects of a message read; if there are too many already, it comes again. */
    void begin(Message message, MessageContent content, Outcome outcome) throws InterruptedException {
        if (!room.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        var hold = visibility.hold(List.of(message));
        var reads = content.objects().stream()
                .map(object -> objects.read(object.bucket(), object.key()))
                .toList();
        var unused = CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
                .whenComplete((read, refused) -> {
                    hold.end();
                    room.release();
                    if (refused == null) {
                        read(message, reads, outcome);
                    } else {
                        outcome.refused(refused.getCause());
                    }
                })
                .exceptionally(mistake -> {
                    LOG.debug("a message comes again", mistake);
                    return null;
                });
    }

    private void read(Message message, List<CompletableFuture<Optional<String>>> reads, Outcome outcome) {
        var problem = reads.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .findFirst();
        if (problem.isEmpty()) {
            outcome.safe(message);
            return;
        }
        Retry.after(received(message)).ifPresentOrElse(delay -> again(message, problem.get(), delay), () -> {
            trouble.givenUp(problem.get());
            outcome.givenUp(message, problem.get());
        });
    }

    private void again(Message message, String problem, Duration delay) {
        trouble.unreadable(problem);
        try {
            queue.hide(message, delay);
        } catch (RuntimeException sooner) {
            LOG.debug("the message comes again sooner", sooner);
        }
    }

    private static int received(Message message) {
        var count = message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
        return Integer.parseInt(Objects.requireNonNullElse(count, "1"));
    }
}
