package dev.lonekey.standalone.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.DeadLetter.Origin;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/** Records among the dead letters, as services and others write them. */
final class Letters {

    static final Instant START = Instant.parse("2026-10-01T08:00:00Z");

    private Letters() {}

    static DeadLetter ofDetector(RejectReason reason, String value) {
        return new DeadLetter(
                new RejectedException(reason, "at byte 17"),
                Origin.ofTopic("lonekey.cloudtrail", 3, 117),
                value.getBytes(UTF_8));
    }

    static DeadLetter ofIngest(String source, RejectReason reason, String value) {
        return new DeadLetter(
                new RejectedException(reason, "recipientAccountId"), Origin.ofSource(source), value.getBytes(UTF_8));
    }

    /** As read from partition 1, a second after the one before. */
    static Letter read(long offset, DeadLetter letter) {
        return Letter.of(record(offset, letter.headers(), letter.value()));
    }

    static ConsumerRecord<byte[], byte[]> record(long offset, Headers headers, byte[] value) {
        return new ConsumerRecord<>(
                "lonekey.dead-letters",
                1,
                offset,
                START.plusSeconds(offset).toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                null,
                value,
                headers,
                Optional.empty());
    }
}
