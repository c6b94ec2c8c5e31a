package dev.lonekey.runtime.failure;

/** What stops a command and is no fault of the program: told in one line, with the mend and without a stack trace. */
public class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure that has no cause but what was asked for.
     *
     * @param message what is wrong, where, and what to do, in one line
     */
    public Failure(String message) {
        super(message);
    }

    /**
     * A failure with a cause, which is shown only with {@code --verbose}.
     *
     * @param message what is wrong, where, and what to do, in one line
     */
    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
