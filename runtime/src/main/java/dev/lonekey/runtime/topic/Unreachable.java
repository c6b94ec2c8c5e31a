package dev.lonekey.runtime.topic;

import dev.lonekey.runtime.failure.Failure;

/** Kafka does not answer, which may pass: a command ends, while a service tries again. */
public final class Unreachable extends Failure {

    private static final long serialVersionUID = 1L;

    Unreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
