package dev.lonekey.ingest.queue;

import dev.lonekey.ingest.queue.QueueTrouble.Call;
import dev.lonekey.ingest.source.BatchWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.services.sqs.model.Message;

/** What is done with messages: they are written, kept hidden until that is safe, and only then deleted. */
final class Handling {

    private static final int DELETE_ATTEMPTS = 3;
    private static final Duration BEFORE_NEXT_DELETE = Duration.ofMillis(200);

    private record Written(Message message, MessageContent content, CompletableFuture<Void> safe) {}

    private final EventQueue queue;
    private final MessageReader reader;
    private final BatchWriter writer;
    private final Visibility visibility;
    private final Stop stop;
    private final QueueTrouble trouble;
    private final QueueMeters meters;

    Handling(
            EventQueue queue,
            BatchWriter writer,
            Visibility visibility,
            Stop stop,
            QueueTrouble trouble,
            QueueMeters meters) {
        this.queue = queue;
        this.reader = new MessageReader(queue.name());
        this.writer = writer;
        this.visibility = visibility;
        this.stop = stop;
        this.trouble = trouble;
        this.meters = meters;
    }

    /**
     * Takes as long as Kafka takes.
     *
     * @return whether all messages are done; the others come again
     */
    boolean handle(List<Message> messages) throws InterruptedException {
        var hold = visibility.hold(messages);
        try {
            // Each by itself, so that one that is refused takes no other with it.
            var written = messages.stream().map(this::write).toList();
            var safe = safe(written);
            return delete(safe) && safe.size() == messages.size();
        } finally {
            hold.end();
        }
    }

    private Written write(Message message) {
        var content = reader.read(message.body());
        return new Written(message, content, writer.write(content.batch()));
    }

    private List<Message> safe(List<Written> written) throws InterruptedException {
        var safe = new ArrayList<Message>();
        for (var each : written) {
            try {
                each.safe().get();
                meters.safe(each.content());
                safe.add(each.message());
            } catch (ExecutionException refused) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("while it was written");
                }
                trouble.refused(refused.getCause());
            }
        }
        return safe;
    }

    private boolean delete(List<Message> messages) throws InterruptedException {
        var left = messages;
        try {
            for (var attempt = 1; attempt <= DELETE_ATTEMPTS && !left.isEmpty(); attempt++) {
                if (attempt > 1) {
                    stop.await(BEFORE_NEXT_DELETE);
                }
                left = queue.delete(left);
            }
            trouble.succeeded(Call.DELETE);
            return left.isEmpty();
        } catch (RuntimeException failure) {
            trouble.failed(Call.DELETE, failure);
            return false;
        }
    }
}
