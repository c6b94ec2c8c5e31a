package dev.lonekey.ingest.queue;

import dev.lonekey.ingest.aws.AwsProblem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Counts what comes of the queue. A message counts once it is safe, as {@code published}, {@code skipped} or
 * {@code rejected}; one that comes again counts again, and under {@code lonekey.ingest.queue.repeated}. A call for messages
 * counts as {@code messages}, {@code empty}, or the kind of its failure.
 */
final class QueueMeters {

    private static final String RECEIVE = "lonekey.ingest.queue.receive";
    private static final Duration[] LAGS = Stream.of(1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600)
            .map(Duration::ofSeconds)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final QueueSilence silence;
    private final Clock clock;
    private final Counter repeated;
    private final Timer lag;

    QueueMeters(MeterRegistry registry, QueueSilence silence, Clock clock) {
        this.silence = silence;
        this.registry = registry;
        this.clock = clock;
        this.repeated = registry.counter("lonekey.ingest.queue.repeated");
        this.lag = Timer.builder("lonekey.ingest.queue.lag")
                .description("from an event to its record's being safe in Kafka")
                .serviceLevelObjectives(LAGS)
                .register(registry);
        for (var kind : MessageContent.Kind.values()) {
            messages(kind, 0);
        }
        receive("messages");
        receive("empty");
    }

    void received(List<Message> messages) {
        receive(messages.isEmpty() ? "empty" : "messages").increment();
        if (!messages.isEmpty()) {
            silence.end();
        }
        messages.stream().filter(QueueMeters::cameBefore).forEach(again -> repeated.increment());
    }

    void failed(AwsProblem.Kind kind) {
        receive(tag(kind)).increment();
    }

    private Counter receive(String outcome) {
        return registry.counter(RECEIVE, "outcome", outcome);
    }

    void safe(MessageContent content) {
        messages(content.kind(), 1);
        var now = clock.instant();
        content.times().forEach(time -> lag.record(since(time, now)));
    }

    private void messages(MessageContent.Kind kind, int count) {
        registry.counter("lonekey.ingest.queue.messages", "kind", tag(kind)).increment(count);
    }

    private static boolean cameBefore(Message message) {
        var count = message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
        return count != null && !count.equals("1");
    }

    private static Duration since(Instant time, Instant now) {
        return time.isBefore(now) ? Duration.between(time, now) : Duration.ZERO;
    }

    private static String tag(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
