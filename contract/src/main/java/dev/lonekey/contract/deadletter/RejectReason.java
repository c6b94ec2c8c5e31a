package dev.lonekey.contract.deadletter;

/** Why input could not be used. */
public enum RejectReason {
    NOT_JSON("not-json"),
    WRONG_SHAPE("wrong-shape"),
    NO_ACCOUNT("no-account"),
    NO_TIME("no-time"),
    /** The event time is more than an hour ahead of the clock. */
    FUTURE_TIME("future-time"),
    /** The record's key is not the account that its value names. */
    WRONG_KEY("wrong-key"),
    /** The record lies in another partition than the other records of its account. */
    WRONG_PARTITION("wrong-partition"),
    /** Nothing told whose key it is for as long as facts are kept. */
    NO_OWNER("no-owner"),
    /** More bytes than a topic takes. */
    TOO_LARGE("too-large"),
    /** The file that it names could not be read for about a day. */
    UNREADABLE("unreadable"),
    /** Lonekey failed over it, which is a mistake of Lonekey's; nothing of it was used. */
    INTERNAL("internal");

    private final String code;

    RejectReason(String code) {
        this.code = code;
    }

    /** The stable name, as it stands in headers and metrics. */
    public String code() {
        return code;
    }
}
