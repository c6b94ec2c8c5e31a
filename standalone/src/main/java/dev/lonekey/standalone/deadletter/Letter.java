package dev.lonekey.standalone.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.runtime.text.Harmless;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What may be told of a record among the dead letters without showing its content. All text is harmless to print: anybody may have
 * written it.
 *
 * @param place in the topic of dead letters
 * @param time when it was written there
 * @param reason empty when no header tells one that is known: then it is not ours
 * @param detail what the header of the reason says; empty when there is none
 * @param source the topic, file or source that it was read from; empty when no header tells
 * @param readAt where in that topic
 * @param sha256 of the whole input, in hex, as the header says
 * @param bytes of the letter's value, which may be cut
 * @param account that the value names
 */
record Letter(
        Place place,
        Instant time,
        Optional<RejectReason> reason,
        String detail,
        Optional<String> source,
        Optional<Place> readAt,
        Optional<String> sha256,
        int bytes,
        Optional<String> account) {

    /** The code of letters that are not Lonekey's. */
    static final String FOREIGN = "foreign";

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final int MAX_HEADER_BYTES = 4_096;

    static Letter of(ConsumerRecord<byte[], byte[]> record) {
        var value = value(record);
        var said = header(record, DeadLetter.REASON);
        return new Letter(
                new Place(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                said.flatMap(Letter::reason),
                said.orElse(""),
                header(record, DeadLetter.TOPIC).filter(name -> !name.isBlank()),
                readAt(record),
                header(record, DeadLetter.SHA256)
                        .filter(digest -> SHA_256.matcher(digest).matches()),
                value.length,
                ClaimedAccount.in(value));
    }

    /** The value; of a record without one, which only others write, it is empty. */
    static byte[] value(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? new byte[0] : record.value();
    }

    private static Optional<Place> readAt(ConsumerRecord<byte[], byte[]> record) {
        return number(record, DeadLetter.PARTITION)
                .filter(partition -> partition <= Integer.MAX_VALUE)
                .flatMap(partition ->
                        number(record, DeadLetter.OFFSET).map(offset -> new Place(Math.toIntExact(partition), offset)));
    }

    private static Optional<Long> number(ConsumerRecord<byte[], byte[]> record, String name) {
        return header(record, name)
                .filter(digits -> NUMBER.matcher(digits).matches())
                .map(Long::parseLong);
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .flatMap(header -> Optional.ofNullable(header.value()))
                .map(bytes -> new String(bytes, 0, Math.min(bytes.length, MAX_HEADER_BYTES), UTF_8))
                .map(Harmless::text);
    }

    /** The header says {@code CODE: where}. */
    private static Optional<RejectReason> reason(String said) {
        var code = said.split(":", 2)[0];
        return Arrays.stream(RejectReason.values())
                .filter(reason -> reason.code().equals(code))
                .findAny();
    }

    String code() {
        return reason.map(RejectReason::code).orElse(FOREIGN);
    }

    /** The source, and where in it: {@code lonekey.cloudtrail 3@17}. */
    String origin() {
        return source.orElse("unknown") + readAt.map(place -> " " + place).orElse("");
    }
}
