package dev.lonekey.standalone.subscribe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** A receiver of posts that behaves as badly as it is told, and then well. */
public final class Recipient implements AutoCloseable {

    /** How it treats one post. */
    public sealed interface Behaviour {}

    /** An answer. */
    public record Answers(int status, String retryAfter) implements Behaviour {
        public Answers(int status) {
            this(status, "");
        }
    }

    /** None, until the other side gives up. */
    public record Stalls() implements Behaviour {}

    /** It closes the connection. */
    public record Closes() implements Behaviour {}

    /** Something that was posted. */
    public record Post(String eventId, int answer, Instant at, String path, String signature, String body) {}

    private static final int NONE = 0;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Queue<Behaviour> next = new ArrayDeque<>();
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> refuses = id -> false;

    public Recipient() throws IOException {
        this(0);
    }

    public Recipient(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/secret-path";
    }

    /** Behaves like that, one after the other, before it behaves well again. */
    public synchronized void behave(Behaviour... behaviours) {
        next.addAll(List.of(behaviours));
    }

    /** Refuses some events for good. */
    public void refuse(Predicate<String> eventIds) {
        refuses = eventIds;
    }

    public List<Post> posts() {
        return List.copyOf(posts);
    }

    /** The ids of the events that it said it has, in order. */
    public List<String> taken() {
        return posts.stream()
                .filter(post -> post.answer() == 200)
                .map(Post::eventId)
                .toList();
    }

    /** How long it was left alone after its first answer with this status. */
    Duration pauseAfter(int status) {
        for (var index = 0; index + 1 < posts.size(); index++) {
            if (posts.get(index).answer() == status) {
                return Duration.between(
                        posts.get(index).at(), posts.get(index + 1).at());
            }
        }
        throw new IllegalStateException("nothing came after " + status);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var id = header(exchange, "ce-id");
            var behaviour = behaviour(id);
            var status = behaviour instanceof Answers answers ? answers.status() : NONE;
            posts.add(new Post(
                    id,
                    status,
                    Instant.now(),
                    exchange.getRequestURI().getPath(),
                    header(exchange, "X-Lonekey-Signature"),
                    body));
            if (behaviour instanceof Answers answers) {
                if (!answers.retryAfter().isEmpty()) {
                    exchange.getResponseHeaders().set("Retry-After", answers.retryAfter());
                }
                exchange.sendResponseHeaders(answers.status(), -1);
            } else if (behaviour instanceof Stalls) {
                end.await();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(HttpExchange exchange, String name) {
        var value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private synchronized Behaviour behaviour(String eventId) {
        if (refuses.test(eventId)) {
            return new Answers(400);
        }
        return next.isEmpty() ? new Answers(200) : next.remove();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
