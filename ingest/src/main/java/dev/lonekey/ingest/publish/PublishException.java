package dev.lonekey.ingest.publish;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Kafka did not take a record, and never will: what was published may be incomplete. The message is one line. */
public final class PublishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is wrong with a topic, and the mend where it is known. */
    static PublishException of(String topic, Exception problem) {
        if (problem instanceof AuthorizationException) {
            return new PublishException(
                    "Kafka does not let this client write to " + topic
                            + ". Allow it WRITE and DESCRIBE there (kafka-acls --add --producer --idempotent --topic "
                            + topic + ").",
                    problem);
        }
        if (problem instanceof AuthenticationException) {
            return new PublishException(
                    "Kafka does not know this client, which would write to " + topic
                            + ". Check security.protocol and the sasl or ssl settings under kafka: "
                            + firstLine(problem),
                    problem);
        }
        if (problem instanceof RecordTooLargeException) {
            return new PublishException(
                    "Kafka does not take a record of this size in " + topic
                            + ". Set max.message.bytes of that topic, and message.max.bytes of the brokers, to at least 1048576.",
                    problem);
        }
        return new PublishException("Kafka did not take a record for " + topic + ": " + firstLine(problem), problem);
    }

    private static String firstLine(Exception problem) {
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    }
}
