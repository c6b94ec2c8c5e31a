package dev.lonekey.ingest.snapshot;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What {@link CompletableFuture} lacks. */
final class Futures {

    private Futures() {}

    /** All results, or the first failure at once. */
    static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
        var all = CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
        for (var future : futures) {
            var unused = future.whenComplete((result, failure) -> {
                if (failure != null) {
                    all.completeExceptionally(failure);
                }
            });
        }
        return all;
    }

    /** What went wrong, without the wrappings that each stage adds. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? cause(failure.getCause())
                : failure;
    }
}
