package dev.lonekey.detector.stream;

import org.apache.kafka.common.KafkaException;

/** The state cannot be read, now or ever, by this program: another try would end in the same way. */
final class UnreadableState extends KafkaException {

    private static final long serialVersionUID = 1;

    UnreadableState(String message) {
        super(message);
    }

    UnreadableState(String message, Throwable cause) {
        super(message, cause);
    }
}
