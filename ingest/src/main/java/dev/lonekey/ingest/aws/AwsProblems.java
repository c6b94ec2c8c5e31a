package dev.lonekey.ingest.aws;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Reads what the SDK throws. AWS's own text is never passed on, only codes, actions, ARNs and times that look like such:
 * it quotes names that others chose.
 */
public final class AwsProblems {

    private AwsProblems() {}

    /**
     * Why a call failed.
     *
     * @param failure what was thrown, also from within a future
     * @param where as a message may begin, for example {@code account 111122223333} or {@code the queue https://…}
     * @param action that was called, as it stands in policies, for example {@code iam:ListUsers}
     */
    public static AwsProblem of(Throwable failure, String where, String action) {
        var call = new FailedCall(where, action);
        var cause = unwrapped(failure);
        if (cause instanceof AwsFailure known) {
            return known.problem();
        }
        return cause instanceof SdkServiceException answer
                ? new Refusal(call, answer).problem()
                : NoAnswer.of(call, cause);
    }

    private static Throwable unwrapped(Throwable failure) {
        var inFuture = failure instanceof CompletionException || failure instanceof ExecutionException;
        return inFuture && failure.getCause() != null ? unwrapped(failure.getCause()) : failure;
    }
}
