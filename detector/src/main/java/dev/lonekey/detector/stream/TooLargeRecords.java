package dev.lonekey.detector.stream;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which topic refuses what the detector writes for its size, and what to set there; once a minute. What is written is one
 * transaction with the state: none of it can be left out, and Kafka aborts all of it anyway. So the thread fails, and the same is
 * tried again until the topic takes it.
 */
public final class TooLargeRecords implements ProductionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(TooLargeRecords.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Map<String, Long> said = new ConcurrentHashMap<>();

    @Override
    public void configure(Map<String, ?> settings) {
        // Nothing about it can be set.
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        if (exception instanceof RecordTooLargeException) {
            var now = System.nanoTime();
            var earlier = said.get(record.topic());
            if (earlier == null || now - earlier >= QUIET.toNanos()) {
                said.put(record.topic(), now);
                LOG.warn(
                        "topic {} refuses a record of {} bytes, so the detector waits and tries again; set max.message.bytes there to at least 1048576, and message.max.bytes of the brokers",
                        record.topic(),
                        size(record.key()) + size(record.value()));
            }
        }
        return Response.fail();
    }

    private static int size(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
