package dev.lonekey.ingest.aws;

/**
 * Why a call to AWS failed, for people.
 *
 * @param reason in a few words, as in {@code AccessDenied: iam:ListUsers}; safe to show
 * @param message what is wrong, where, and what to do, in one line; safe to show
 */
public record AwsProblem(Kind kind, String reason, String message) {

    /** What is to be done about it. */
    public enum Kind {
        /** The default chain found no credentials. */
        NO_CREDENTIALS,
        EXPIRED_CREDENTIALS,
        /** AWS does not know the access key, or its secret is another. */
        WRONG_CREDENTIALS,
        /** The role is missing, or does not trust us. */
        ROLE_NOT_ASSUMABLE,
        /** A permission is missing. */
        ACCESS_DENIED,
        THROTTLED,
        /** This machine's clock is wrong, so AWS takes no signature of ours. */
        CLOCK_SKEW,
        UNKNOWN_REGION,
        /** No answer: the network, a name that does not resolve, a connection that broke. */
        UNREACHABLE,
        /** The queue, user or report that was asked for is not there. */
        NOT_FOUND,
        /** AWS's own fault (5xx). */
        SERVICE_FAULT,
        OTHER
    }

    /** Whether it is no account's own, and whoever else is asked has it as well. */
    public boolean isCommon() {
        return switch (kind) {
            case NO_CREDENTIALS,
                    EXPIRED_CREDENTIALS,
                    WRONG_CREDENTIALS,
                    CLOCK_SKEW,
                    UNKNOWN_REGION,
                    UNREACHABLE,
                    SERVICE_FAULT -> true;
            case ROLE_NOT_ASSUMABLE, ACCESS_DENIED, THROTTLED, NOT_FOUND, OTHER -> false;
        };
    }

    /** Whether the same call may well succeed a little later. */
    public boolean isTransient() {
        return kind == Kind.THROTTLED || kind == Kind.UNREACHABLE || kind == Kind.SERVICE_FAULT;
    }
}
