package dev.lonekey.ingest.aws;

import dev.lonekey.ingest.aws.AwsProblem.Kind;

/** What was tried, and for which account or queue. */
record FailedCall(String where, String action) {

    /** @param tellsMore what it means and what to do, which follows the reason in the message */
    AwsProblem problem(Kind kind, String reason, String tellsMore) {
        return new AwsProblem(kind, reason, "%s: %s; %s".formatted(where, reason, tellsMore));
    }

    FailedCall as(String otherAction) {
        return new FailedCall(where, otherAction);
    }

    boolean isOf(String service) {
        return action.startsWith(service + ":");
    }
}
