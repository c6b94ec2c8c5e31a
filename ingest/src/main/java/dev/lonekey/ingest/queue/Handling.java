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

    private record Read(Message message, MessageContent content) {

        boolean namesObjects() {
            return !content.objects().isEmpty();
        }
    }

    private record Written(Message message, MessageContent content, CompletableFuture<Void> safe) {}

    private final EventQueue queue;
    private final MessageReader reader;
    private final BatchWriter writer;
    private final Fetching fetching;
    private final Visibility visibility;
    private final Stop stop;
    private final QueueTrouble trouble;
    private final QueueMeters meters;

    Handling(
            EventQueue queue,
            MessageReader reader,
            BatchWriter writer,
            Fetching fetching,
            Visibility visibility,
            Stop stop,
            QueueTrouble trouble,
            QueueMeters meters) {
        this.queue = queue;
        this.reader = reader;
        this.writer = writer;
        this.fetching = fetching;
        this.visibility = visibility;
        this.stop = stop;
        this.trouble = trouble;
        this.meters = meters;
    }

    /**
     * Takes as long as Kafka takes. Messages that name objects are done later, when these are read.
     *
     * @return whether all other messages are done; the others come again
     */
    boolean handle(List<Message> messages) throws InterruptedException {
        var hold = visibility.hold(messages);
        try {
            // Each by itself, so that one that is refused takes no other with it.
            var read = messages.stream()
                    .map(message -> new Read(message, reader.read(message.body())))
                    .toList();
            var written = read.stream()
                    .filter(each -> !each.namesObjects())
                    .map(this::write)
                    .toList();
            var safe = safe(written);
            var isDeleted = delete(safe);
            for (var each : read) {
                if (each.namesObjects()) {
                    fetching.begin(each.message(), each.content(), new Later(each));
                }
            }
            return isDeleted && safe.size() == written.size();
        } finally {
            hold.end();
        }
    }

    private Written write(Read read) {
        return new Written(
                read.message(), read.content(), writer.write(read.content().batch()));
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

    /** The end of a message that names objects. */
    private final class Later implements Fetching.Outcome {

        private final Read read;

        Later(Read read) {
            this.read = read;
        }

        @Override
        public void safe(Message message) {
            meters.safe(read.content());
            done(message);
        }

        @Override
        public void givenUp(Message message, String problem) {
            var letter = reader.unreadable(message.body(), problem);
            var unused = writer.write(letter.batch()).whenComplete((written, refused) -> {
                if (refused == null) {
                    meters.safe(letter);
                    done(message);
                } else {
                    trouble.refused(refused);
                }
            });
        }

        @Override
        public void refused(Throwable reason) {
            trouble.refused(reason);
        }

        private void done(Message message) {
            try {
                delete(List.of(message));
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
