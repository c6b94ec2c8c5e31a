package dev.lonekey.ingest.aws;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Results that are not there yet, to be cancelled together. Those that are there are not kept. */
public final class Pending {

    private final Set<Runnable> cancellations = ConcurrentHashMap.newKeySet();
    private volatile boolean isCancelled;

    /** Adds a result, which is cancelled at once if all are. */
    public <T> CompletableFuture<T> add(CompletableFuture<T> result) {
        Runnable cancellation = () -> result.cancel(false);
        cancellations.add(cancellation);
        var unused = result.whenComplete((answer, failure) -> cancellations.remove(cancellation));
        if (isCancelled) {
            result.cancel(false);
        }
        return result;
    }

    /** Cancels all that are pending, and all that are added from now on. */
    public void cancel() {
        isCancelled = true;
        List.copyOf(cancellations).forEach(Runnable::run);
    }

    public boolean isCancelled() {
        return isCancelled;
    }

    public boolean isEmpty() {
        return cancellations.isEmpty();
    }
}
