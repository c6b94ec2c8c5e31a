package dev.lonekey.standalone.archive;

import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.Source;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** Reads a source in a thread of its own, ahead of whoever takes the batches, but never further than memory allows. */
public final class Scan implements AutoCloseable {

    private static final int KIBIBYTES_AHEAD = 16 * 1024;

    private final Source source;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final Semaphore kibibytes = new Semaphore(KIBIBYTES_AHEAD);
    private final Thread reader = new Thread(this::read, "lonekey-scan");

    private sealed interface Step {}

    private record Read(Batch batch, int kibibytes) implements Step {}

    private record End() implements Step {}

    private record Unreadable(IOException failure) implements Step {}

    private record Crashed(RuntimeException failure) implements Step {}

    /** Begins to read; closing the source is left to the caller. */
    public Scan(Source source) {
        this.source = source;
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            for (var batch = source.next(); batch.isPresent(); batch = source.next()) {
                var size = kibibytes(batch.get());
                kibibytes.acquire(size);
                steps.add(new Read(batch.get(), size));
            }
            steps.add(new End());
        } catch (InterruptedException closed) {
            steps.add(new End());
        } catch (IOException unreadable) {
            steps.add(new Unreadable(unreadable));
        } catch (RuntimeException fault) {
            steps.add(new Crashed(fault));
        }
    }

    /**
     * The next batch; empty when there is no more.
     *
     * @throws IOException if the source as a whole cannot be read
     */
    public Optional<Batch> next() throws IOException, InterruptedException {
        var step = steps.take();
        if (step instanceof Read read) {
            kibibytes.release(read.kibibytes());
            return Optional.of(read.batch());
        }
        if (step instanceof Unreadable unreadable) {
            throw unreadable.failure();
        }
        if (step instanceof Crashed crashed) {
            throw crashed.failure();
        }
        return Optional.empty();
    }

    /** A batch larger than the whole allowance passes when it is the only one. */
    private static int kibibytes(Batch batch) {
        var bytes = batch.records().stream()
                        .mapToLong(record -> record.json().length)
                        .sum()
                + batch.rejected().stream()
                        .mapToLong(letter -> letter.value().length)
                        .sum();
        return (int) Math.min(KIBIBYTES_AHEAD, 1 + bytes / 1024);
    }

    /** Stops reading; what was read ahead is dropped. */
    @Override
    public void close() {
        reader.interrupt();
        try {
            // A read from a silent standard input cannot be interrupted: it must not hold up the end.
            reader.join(1_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
