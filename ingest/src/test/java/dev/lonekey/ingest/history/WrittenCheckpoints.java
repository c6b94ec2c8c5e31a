package dev.lonekey.ingest.history;

import dev.lonekey.contract.Json;
import dev.lonekey.ingest.checkpoint.CheckpointWriter;
import dev.lonekey.ingest.checkpoint.HistoryCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps checkpoints as whoever takes the account over finds them, unless the process dies before. */
final class WrittenCheckpoints implements CheckpointWriter {

    private final List<HistoryCheckpoint> written = new CopyOnWriteArrayList<>();
    private volatile boolean lost;

    @Override
    public CompletableFuture<Void> write(int partition, String key, byte[] value) {
        if (lost) {
            return CompletableFuture.failedFuture(new IllegalStateException("the process has died"));
        }
        return CompletableFuture.runAsync(() -> {
            try {
                written.add(Json.MAPPER.readValue(value, HistoryCheckpoint.class));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    void lose(boolean lose) {
        lost = lose;
    }

    List<HistoryCheckpoint> all() {
        return List.copyOf(written);
    }

    HistoryCheckpoint newest() {
        return written.isEmpty() ? HistoryCheckpoint.START : written.get(written.size() - 1);
    }
}
