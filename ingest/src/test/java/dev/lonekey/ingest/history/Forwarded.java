package dev.lonekey.ingest.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.BatchWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is forwarded, unless it refuses it. */
final class Forwarded implements BatchWriter {

    private final List<Batch> batches = new CopyOnWriteArrayList<>();
    private volatile boolean refuses;

    @Override
    public CompletableFuture<Void> write(Batch batch) {
        if (refuses) {
            return CompletableFuture.failedFuture(new IllegalStateException("Kafka did not take a record"));
        }
        return CompletableFuture.runAsync(() -> batches.add(batch));
    }

    void refuse(boolean refuse) {
        refuses = refuse;
    }

    List<String> records() {
        return batches.stream()
                .flatMap(batch -> batch.records().stream())
                .map(record -> new String(record.json(), UTF_8))
                .toList();
    }

    List<String> rejected() {
        return batches.stream()
                .flatMap(batch -> batch.rejected().stream())
                .map(DeadLetter::value)
                .map(value -> new String(value, UTF_8))
                .toList();
    }

    int largestBatch() {
        return batches.stream().mapToInt(batch -> batch.records().size()).max().orElse(0);
    }
}
