package dev.lonekey.ingest.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.BatchWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** Stands in for Kafka: keeps what is written, and acknowledges it at once, when told to, or not at all. */
public final class Kept implements BatchWriter {

    private final Queue<Batch> batches = new ConcurrentLinkedQueue<>();
    private volatile Predicate<Batch> refused = batch -> false;
    private volatile CompletableFuture<Void> acknowledgement = CompletableFuture.completedFuture(null);

    @Override
    public CompletableFuture<Void> write(Batch batch) {
        if (refused.test(batch)) {
            return CompletableFuture.failedFuture(new IllegalStateException("refused"));
        }
        batches.add(batch);
        return acknowledgement;
    }

    /** Acknowledges nothing from now on. */
    public void goAway() {
        acknowledgement = new CompletableFuture<>();
    }

    /** Acknowledges what was written since, and everything from now on. */
    public void comeBack() {
        acknowledgement.complete(null);
    }

    public void refuse(Predicate<Batch> these) {
        refused = these;
    }

    public List<String> records() {
        return batches.stream()
                .flatMap(batch -> batch.records().stream())
                .map(record -> new String(record.json(), UTF_8))
                .toList();
    }

    public List<DeadLetter> letters() {
        return batches.stream().flatMap(batch -> batch.rejected().stream()).toList();
    }
}
