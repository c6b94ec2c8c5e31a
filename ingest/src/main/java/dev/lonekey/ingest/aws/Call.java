package dev.lonekey.ingest.aws;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.iam.IamClient;

/** A call that waits for its turn, is under way, or waits to be tried again. */
final class Call<T> {

    private final IamAction action;
    private final BiFunction<IamClient, AwsRequestOverrideConfiguration, T> request;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private int failures;

    Call(IamAction action, BiFunction<IamClient, AwsRequestOverrideConfiguration, T> request) {
        this.action = action;
        this.request = request;
    }

    IamAction action() {
        return action;
    }

    CompletableFuture<T> result() {
        return result;
    }

    /** Whether nobody waits for it any more. */
    boolean isDone() {
        return result.isDone();
    }

    T make(IamClient iam, AwsRequestOverrideConfiguration credentials) {
        return request.apply(iam, credentials);
    }

    /** Counts a failure that is no throttling, and returns how many there were. */
    int failed() {
        failures++;
        return failures;
    }
}
