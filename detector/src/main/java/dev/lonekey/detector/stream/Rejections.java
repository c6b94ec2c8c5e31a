package dev.lonekey.detector.stream;

import dev.lonekey.contract.Json;
import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.DeadLetter.Origin;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.detector.account.Verdict.Orphan;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends bad input to the dead letters, as it came: counted each time, logged once per reason and minute without its content. */
final class Rejections {

    private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final ProcessorContext<String, byte[]> context;
    private final String sink;
    private final boolean behindRepartition;
    private final Clock clock;
    private final InputMeters meters;
    private final Map<RejectReason, Instant> logged = new EnumMap<>(RejectReason.class);

    /**
     * Sends to one sink.
     *
     * @param behindRepartition whether the headers of records are our own, and tell where they were read first
     */
    Rejections(
            ProcessorContext<String, byte[]> context,
            String sink,
            boolean behindRepartition,
            Clock clock,
            InputMeters meters) {
        this.context = context;
        this.sink = sink;
        this.behindRepartition = behindRepartition;
        this.clock = clock;
        this.meters = meters;
    }

    void reject(Record<String, byte[]> record, RejectedException rejection) {
        bury(record, rejection);
        meters.rejected(rejection.reason());
    }

    private void bury(Record<String, byte[]> record, RejectedException rejection) {
        var origin = origin(record.headers());
        var letter = new DeadLetter(rejection, origin, record.value() == null ? new byte[0] : record.value());
        // Without its key, which may be anything and of any length.
        context.forward(new Record<>(null, letter.value(), record.timestamp(), letter.headers()), sink);
        log(rejection, origin);
    }

    /** A key whose user never became known: what was told of it goes where somebody can look into it. */
    void rejectOrphan(String account, Orphan orphan, long timestamp) {
        var text = Json.MAPPER
                .createObjectNode()
                .put("accountId", account)
                .put("accessKeyId", orphan.accessKeyId())
                .put("lastChangedAt", orphan.lastChangedAt().toString());
        var rejection = new RejectedException(RejectReason.NO_OWNER, "no event or listing told whose key it is");
        bury(
                new Record<>(null, text.toString().getBytes(StandardCharsets.UTF_8), timestamp, new RecordHeaders()),
                rejection);
        meters.orphaned();
    }

    /** The headers that keep where a record was read while it goes through a repartition topic. */
    Headers originHeaders() {
        return DeadLetter.headers(origin());
    }

    private Origin origin(Headers headers) {
        return behindRepartition ? DeadLetter.origin(headers).orElseGet(this::origin) : origin();
    }

    private Origin origin() {
        return context.recordMetadata()
                .map(read -> Origin.ofTopic(read.topic(), read.partition(), read.offset()))
                .orElseGet(() -> Origin.ofSource("unknown"));
    }

    private void log(RejectedException rejection, Origin origin) {
        var now = clock.instant();
        var last = logged.get(rejection.reason());
        if (last == null || !now.isBefore(last.plus(QUIET))) {
            logged.put(rejection.reason(), now);
            LOG.warn("a record went to the dead letters ({}), read from {}", rejection.getMessage(), origin);
        }
    }
}
