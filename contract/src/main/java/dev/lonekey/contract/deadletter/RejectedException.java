package dev.lonekey.contract.deadletter;

/** Input that cannot be used. The message is safe to show: it holds no content of the input. */
public final class RejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    /**
     * @param reason what is wrong
     * @param where the place in the input, in our own words
     */
    public RejectedException(RejectReason reason, String where) {
        super(reason.code() + ": " + where);
        this.reason = reason;
    }

    public RejectReason reason() {
        return reason;
    }

    /** A rejection is an answer, not a fault: its stack is of no use and costs time under a flood of bad input. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
