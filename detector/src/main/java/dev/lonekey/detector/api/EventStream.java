package dev.lonekey.detector.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One that listens. Nothing here waits for it: what it cannot take yet is kept, and when that is too much the stream ends. Whoever
 * still listens connects again, and gets the summary. See the Jakarta Servlet specification, section 5.7, on writing without waiting.
 */
final class EventStream implements WriteListener {

    private static final int MOST_KEPT = 8;

    private final Consumer<EventStream> ended;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Queue<byte[]> kept = new ArrayDeque<>();
    private Optional<ServletOutputStream> output = Optional.empty();
    private boolean isReady;
    private boolean isFlushDue;

    /** @param ended is told when it is over, whoever ended it */
    EventStream(Consumer<EventStream> ended) {
        this.ended = ended;
    }

    /** Begins to write, in an asynchronous request. The future is done when the stream is over. */
    CompletableFuture<Void> on(ServletOutputStream stream) {
        synchronized (this) {
            output = Optional.of(stream);
        }
        stream.setWriteListener(this);
        return end;
    }

    /** Hands on an event, as soon as the one that listens can take it. */
    void send(byte[] event) {
        boolean isTooSlow;
        synchronized (this) {
            isTooSlow = kept.size() >= MOST_KEPT;
            if (!isTooSlow) {
                kept.add(event);
            }
        }
        if (isTooSlow) {
            close();
        } else {
            write();
        }
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            isReady = true;
        }
        write();
    }

    @Override
    public void onError(Throwable gone) {
        close();
    }

    private void write() {
        try {
            drain();
        } catch (IOException | IllegalStateException gone) {
            close();
        }
    }

    /** Once the stream is not ready, it must not be asked again before it says so. */
    private synchronized void drain() throws IOException {
        while (isReady && output.isPresent() && !end.isDone() && (isFlushDue || !kept.isEmpty())) {
            var stream = output.get();
            isReady = stream.isReady();
            if (isReady && isFlushDue) {
                isFlushDue = false;
                stream.flush();
            } else if (isReady) {
                stream.write(kept.remove());
                isFlushDue = kept.isEmpty();
            }
        }
    }

    /** Ends it. */
    void close() {
        ended.accept(this);
        end.complete(null);
    }
}
