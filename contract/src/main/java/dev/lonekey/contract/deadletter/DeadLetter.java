package dev.lonekey.contract.deadletter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Input that could not be used, as it came, on its way to {@code lonekey.dead-letters}. */
public final class DeadLetter {

    /** More than this of an input is cut off, so that the topic takes it with its headers and batch overhead. */
    public static final int MAX_BYTES = 900_000;

    public static final String REASON = "lonekey.reason";
    public static final String TOPIC = "lonekey.topic";
    public static final String PARTITION = "lonekey.partition";
    public static final String OFFSET = "lonekey.offset";
    /** The SHA-256 of the whole input, so that a cut one can still be told from another. */
    public static final String SHA256 = "lonekey.sha256";

    /**
     * Where an input was read: a topic's record, or (without a partition) the file or source that ingest read.
     *
     * @param topic the topic, or the name of the file or source
     */
    public record Origin(String topic, Optional<Position> position) {

        /** A place in a topic. */
        public record Position(int partition, long offset) {}

        public static Origin ofSource(String name) {
            return new Origin(name, Optional.empty());
        }

        public static Origin ofTopic(String topic, int partition, long offset) {
            return new Origin(topic, Optional.of(new Position(partition, offset)));
        }
    }

    private final RejectedException rejection;
    private final Origin origin;
    private final byte[] input;

    /**
     * @param rejection what is wrong with the input
     * @param origin where it was read
     * @param input all of it, before any cut
     */
    public DeadLetter(RejectedException rejection, Origin origin, byte[] input) {
        this.rejection = rejection;
        this.origin = origin;
        this.input = input;
    }

    /** What is wrong with the input. */
    public RejectReason reason() {
        return rejection.reason();
    }

    /** The value for the topic: the input, cut to what it takes. */
    public byte[] value() {
        return input.length <= MAX_BYTES ? input : Arrays.copyOf(input, MAX_BYTES);
    }

    /** The headers of the contract. */
    public Headers headers() {
        var headers = headers(origin);
        add(headers, REASON, rejection.getMessage());
        add(headers, SHA256, HexFormat.of().formatHex(sha256(input)));
        return headers;
    }

    /** Only the headers that say where an input was read, for a record that goes on and may be rejected later. */
    public static Headers headers(Origin origin) {
        var headers = new RecordHeaders();
        add(headers, TOPIC, origin.topic());
        origin.position().ifPresent(position -> {
            add(headers, PARTITION, Integer.toString(position.partition()));
            add(headers, OFFSET, Long.toString(position.offset()));
        });
        return headers;
    }

    /** Where an input was read, by the headers that {@link #headers(Origin)} made; empty if there are none. */
    public static Optional<Origin> origin(Headers headers) {
        try {
            return text(headers, TOPIC)
                    .flatMap(topic -> text(headers, PARTITION).flatMap(partition -> text(headers, OFFSET)
                            .map(offset ->
                                    Origin.ofTopic(topic, Integer.parseInt(partition), Long.parseLong(offset)))));
        } catch (NumberFormatException somebodyElses) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
