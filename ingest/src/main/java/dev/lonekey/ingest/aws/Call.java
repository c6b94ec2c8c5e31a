package dev.lonekey.ingest.aws;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** A call that waits for its turn, is under way, or waits to be tried again. */
final class Call<T> {

    private final MemberAction<?> action;
    private final BiFunction<AwsClients, AwsRequestOverrideConfiguration, T> request;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private int failures;

    private Call(MemberAction<?> action, BiFunction<AwsClients, AwsRequestOverrideConfiguration, T> request) {
        this.action = action;
        this.request = request;
    }

    static <C, T> Call<T> of(MemberAction<C> action, BiFunction<C, AwsRequestOverrideConfiguration, T> request) {
        return new Call<>(action, (clients, credentials) -> request.apply(action.client(clients), credentials));
    }

    MemberAction<?> action() {
        return action;
    }

    CompletableFuture<T> result() {
        return result;
    }

    /** Whether nobody waits for it any more. */
    boolean isDone() {
        return result.isDone();
    }

    T make(AwsClients clients, AwsRequestOverrideConfiguration credentials) {
        return request.apply(clients, credentials);
    }

    /** Counts a failure that is no throttling, and returns how many there were. */
    int failed() {
        failures++;
        return failures;
    }
}
