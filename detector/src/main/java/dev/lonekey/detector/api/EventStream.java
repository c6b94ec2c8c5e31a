package dev.lonekey.detector.api;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One that listens. Nothing here waits for it: what it cannot take yet is kept, and when that is too much the stream ends. Whoever
 * still listens connects again, and gets the summary. See the Jakarta Servlet specification, section 5.7, on writing without waiting.
 */
final class EventStream implements WriteListener {

    private static final int MOST_KEPT = 8;

    private final Consumer<EventStream> ended;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final Queue<byte[]> kept = new ArrayDeque<>();
    private Optional<AsyncContext> request = Optional.empty();
    private Optional<ServletOutputStream> output = Optional.empty();
    private boolean isReady;
    private boolean isFlushDue;

    /** @param ended is told when it is over, whoever ended it */
    EventStream(Consumer<EventStream> ended) {
        this.ended = ended;
    }

    /** Begins to write, in an asynchronous request. */
    void on(AsyncContext asynchronous) throws IOException {
        var stream = asynchronous.getResponse().getOutputStream();
        synchronized (this) {
            request = Optional.of(asynchronous);
            output = Optional.of(stream);
        }
        stream.setWriteListener(this);
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
        while (isReady && output.isPresent() && !isOver.get() && (isFlushDue || !kept.isEmpty())) {
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

    /** Ends it, by any thread and any number of times. */
    void close() {
        if (isOver.compareAndSet(false, true)) {
            ended.accept(this);
            asynchronous().ifPresent(EventStream::complete);
        }
    }

    private synchronized Optional<AsyncContext> asynchronous() {
        return request;
    }

    private static void complete(AsyncContext request) {
        try {
            request.complete();
        } catch (IllegalStateException completed) {
            // The server was first: the connection is gone.
        }
    }
}
