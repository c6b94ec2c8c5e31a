package dev.lonekey.ingest.queue;

import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.config.QueueSettings;
import dev.lonekey.ingest.source.BatchWriter;
import dev.lonekey.ingest.trail.TrailReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Brings the events of all accounts from the queue to Kafka. A message is deleted after all that it holds is acknowledged;
 * until then it may be delivered again, by this process or another. Whatever keeps it from the queue, it goes on by itself
 * once that is over.
 *
 * <p>Needs {@code sqs:ReceiveMessage}, {@code sqs:DeleteMessage} and {@code sqs:ChangeMessageVisibility} on the queue.
 */
public final class QueuePump implements AutoCloseable {

    private final Timing timing;
    private final Stop stop;
    private final QueueTrouble trouble;
    private final QueueSilence silence;
    private final ScheduledThreadPoolExecutor hiding;
    private final ExecutorService receiving;

    private QueuePump(Timing timing, Stop stop, QueueTrouble trouble, QueueSilence silence, int receivers) {
        this.timing = timing;
        this.stop = stop;
        this.trouble = trouble;
        this.silence = silence;
        this.hiding = new ScheduledThreadPoolExecutor(receivers, work -> thread(work, "queue-visibility"));
        this.hiding.setRemoveOnCancelPolicy(true);
        this.receiving = Executors.newFixedThreadPool(receivers, work -> thread(work, "queue-receiver"));
    }

    /**
     * Starts to receive.
     *
     * @param sqs closed by the caller, after this
     * @param settings with the URL of the queue
     * @param writer where records and dead letters go
     * @param objects reads what messages name, and nothing else, or else they would wait; closed by the caller, after this
     */
    public static QueuePump start(
            SqsClient sqs,
            QueueSettings settings,
            BatchWriter writer,
            TrailReader objects,
            MeterRegistry meters,
            Clock clock) {
        return start(sqs, settings, writer, objects, meters, clock, Timing.USUAL);
    }

    static QueuePump start(
            SqsClient sqs,
            QueueSettings settings,
            BatchWriter writer,
            TrailReader objects,
            MeterRegistry registry,
            Clock clock,
            Timing timing) {
        var queue = new EventQueue(sqs, settings.url().orElseThrow(), timing);
        var receivers = settings.receiversOrUsual();
        var stop = new Stop(receivers);
        var trouble = new QueueTrouble(queue.url(), clock);
        var silence = new QueueSilence(settings.silentAfter(), registry, clock);
        var meters = new QueueMeters(registry, silence, clock);
        var pump = new QueuePump(timing, stop, trouble, silence, receivers);
        var visibility = new Visibility(queue, trouble, timing, pump.hiding);
        var reader = new MessageReader(queue.name(), objects.layout());
        var fetching = new Fetching(objects, queue, visibility, trouble);
        var handling = new Handling(queue, reader, writer, fetching, visibility, stop, trouble, meters);
        Stream.generate(() -> new Receiver(queue, handling, stop, trouble, meters, new Pause(timing)))
                .limit(receivers)
                .forEach(pump.receiving::execute);
        return pump;
    }

    /** What AWS has against it at the moment. */
    public Optional<AwsProblem> problem() {
        return trouble.worst();
    }

    /** When the last message came. */
    public String summary() {
        return silence.words();
    }

    /**
     * Stops within some seconds. What is in hand is finished or abandoned; what is abandoned comes again. A receiver that
     * waits for messages is not waited for: should it get some, it gives them back.
     */
    @Override
    public void close() {
        var isDone = false;
        try {
            isDone = stop.askAndAwait(timing.grace());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        if (isDone) {
            receiving.shutdown();
        } else {
            receiving.shutdownNow();
        }
        hiding.shutdownNow();
    }

    private static Thread thread(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
