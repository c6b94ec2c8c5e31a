package dev.lonekey.detector.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.detector.view.View;
import dev.lonekey.runtime.health.Health;
import dev.lonekey.runtime.health.HealthReport;
import dev.lonekey.runtime.http.Refusal;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all that listen what changed, at most once a second: server-sent events, see the WHATWG HTML standard, section 9.2. One
 * thread makes each event once for all; nobody who reads slowly holds up the others.
 */
final class EventStreams implements AutoCloseable {

    static final int MOST = 64;

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(1);
    private static final Duration GATHERING = Duration.ofMillis(25);
    private static final Duration BETWEEN_COMMENTS = Duration.ofSeconds(15);
    private static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

    private final View view;
    private final Summary summary;
    private final Supplier<HealthReport> health;
    private final Changes changes = new Changes(this::wake);
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(EventStreams::thread);
    private final AtomicBoolean isDue = new AtomicBoolean();
    private volatile long last = System.nanoTime() - BETWEEN_EVENTS.toNanos();
    private Map<String, Health.State> told = Map.of();

    EventStreams(View view, Summary summary, Supplier<HealthReport> health) {
        this.view = view;
        this.summary = summary;
        this.health = health;
        view.listen(changes);
        every(BETWEEN_COMMENTS, () -> sendAll(COMMENT));
        every(BETWEEN_EVENTS, this::lookAtHealth);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "lonekey-stream");
        thread.setDaemon(true);
        return thread;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // guarded() tells what is thrown
    private void every(Duration period, Runnable work) {
        teller.scheduleWithFixedDelay(guarded(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What throws once would never be run again. */
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error fault) {
                LOG.error("what changed could not be told", fault);
            }
        };
    }

    /** Answers with a stream. */
    void open(Context request) {
        Parameters.of(request);
        request.contentType("text/event-stream")
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
        if (request.method().equals(HandlerType.HEAD)) {
            return;
        }
        var stream = new EventStream(open::remove);
        synchronized (open) {
            if (open.size() >= MOST) {
                throw new Refusal(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "%d streams are open already; close some, or read /api/summary instead".formatted(MOST));
            }
            open.add(stream);
        }
        stream.send(event("summary", summary.toJson()));
        request.future(() -> {
            try {
                stream.on(request.req().getAsyncContext());
            } catch (IOException gone) {
                open.remove(stream);
                throw new UncheckedIOException(gone);
            }
            // Never done: the stream completes the request itself, since Javalin would go on with one that is gone
            // already.
            return new CompletableFuture<Void>();
        });
    }

    /** By any thread. */
    @SuppressWarnings("FutureReturnValueIgnored") // guarded() tells what is thrown
    private void wake() {
        if (!open.isEmpty() && isDue.compareAndSet(false, true)) {
            var since = System.nanoTime() - last;
            var wait = Math.max(GATHERING.toNanos(), BETWEEN_EVENTS.toNanos() - since);
            try {
                teller.schedule(guarded(this::tell), wait, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closed) {
                LOG.debug("closed meanwhile", closed);
            }
        }
    }

    private void lookAtHealth() {
        var now = states();
        if (!told.isEmpty() && !now.equals(told)) {
            changes.everything();
        }
        told = now;
    }

    private Map<String, Health.State> states() {
        return health.get().components().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, part -> part.getValue().state()));
    }

    private void tell() {
        isDue.set(false);
        last = System.nanoTime();
        var gathered = changes.take();
        if (gathered.isEmpty() || open.isEmpty()) {
            return;
        }
        var json = JsonNodeFactory.instance.objectNode();
        var violations = json.putArray("violations");
        gathered.violations().forEach(violations::add);
        var accounts = json.putArray("accounts");
        gathered.accounts().forEach(accounts::add);
        if (gathered.isMore()) {
            json.put("more", true);
        }
        json.set("summary", summary.toJson());
        sendAll(event("changed", json));
    }

    /** Hands something on to all. */
    void sendAll(byte[] event) {
        open.forEach(stream -> stream.send(event));
    }

    /** JSON as it is written here has no line breaks. */
    private static byte[] event(String name, ObjectNode json) {
        return "event: %s\ndata: %s\n\n".formatted(name, json).getBytes(UTF_8);
    }

    /** How many listen now. */
    int count() {
        return open.size();
    }

    @Override
    public void close() {
        view.unlisten(changes);
        teller.shutdownNow();
        open.forEach(EventStream::close);
    }
}
