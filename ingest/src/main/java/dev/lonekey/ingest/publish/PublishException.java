package dev.lonekey.ingest.publish;

/** Kafka did not take a record, and never will: what was published may be incomplete. The message is one line. */
public final class PublishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
