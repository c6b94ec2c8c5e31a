package dev.lonekey.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.standalone.live.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ingest and detector as they run for good, with everything on: does anything of theirs grow? By {@code mvn verify -Psoak}, for
 * an hour, or {@code -Dlonekey.soak=10m}.
 *
 * <p>What is true stays of one size: each key that is made is deleted. Since the detector remembers for 90 days, most accounts
 * live faster: their 400 days pass in the time of the run, so it forgets as much as it learns once a quarter is over.
 */
@EnabledIfSystemProperty(
        named = "lonekey.soak",
        matches = "[0-9]+[smh]",
        disabledReason = "takes an hour; see docs/testing.md")
class SoakIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LIFE = Duration.ofDays(400);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final int SAMPLES = 60;
    private static final int LISTED = 20;
    private static final int FAST = 10;
    private static final int USERS = 10;

    private static final Growth MEMORY = new Growth(0.1, 8);
    private static final Growth RESIDENT = new Growth(0.1, 24);
    /** Ingest has up to 64 that ask AWS, and lets them go when they have nothing to ask. */
    private static final Growth THREADS = new Growth(0.1, 32);

    private static final Growth HANDLES = new Growth(0.05, 6);
    /** In MiB: RocksDB writes files of several MiB and merges them only once there are some. */
    private static final Growth DISK = new Growth(0.1, 32);

    private final Duration duration =
            Duration.parse("PT" + System.getProperty("lonekey.soak", "1h").toUpperCase(java.util.Locale.ROOT));
    private final Clock clock = Clock.systemUTC();
    private final Instant begin = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    private final AwsStandIn aws = AwsStandIn.start(clock);
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong posts = new AtomicLong();
    private final AtomicLong streamed = new AtomicLong();
    private final Course course = new Course(
            "s",
            "ingest heap MiB",
            "ingest RSS MiB",
            "ingest threads",
            "ingest files",
            "detector heap MiB",
            "detector RSS MiB",
            "detector threads",
            "detector files",
            "state MiB",
            "changelogs MiB",
            "lag",
            "queue",
            "events so far");

    @TempDir
    private Path folder;

    @Test
    void steadyFlow_growsNothing() throws Exception {
        var receiver = receiver();
        try (var broker = new LoadBroker(true, 4)) {
            // Given
            accounts();
            var file = configuration(broker, receiver.getAddress().getPort());
            try (var detector = new ServiceProcess("detector", file, folder, Map.of(), "256m");
                    var ingest = new ServiceProcess("ingest", file, folder, aws.environment(), "256m")) {
                detector.awaitReady();
                ingest.awaitReady();
                var workers = Executors.newCachedThreadPool(work -> {
                    var thread = new Thread(work, "soak");
                    thread.setDaemon(true);
                    return thread;
                });
                // When
                var flows = List.of(
                        workers.submit(this::liveFast),
                        workers.submit(this::liveSlowly),
                        workers.submit(() -> read(detector)),
                        workers.submit(() -> listen(detector)));
                try {
                    watch(broker, detector, ingest, flows);
                } finally {
                    workers.shutdownNow();
                }
                // Then
                await("queue").atMost(PATIENCE).until(() -> aws.queue("events").size() == 0);
                await("lag").atMost(PATIENCE).until(() -> broker.lag() == 0);
            }
            report(broker);
            assertThat(Growth.complaints(limits(), course.series())).isEmpty();
            assertThat(posts.get()).as("posts of the webhook").isPositive();
            assertThat(streamed.get()).as("lines of the event stream").isPositive();
            assertThat(Published.of(broker).faults()).isEmpty();
            assertThat(broker.ends(List.of(Topic.DEAD_LETTERS)).values()).containsOnly(0L);
        } finally {
            receiver.stop(0);
            aws.close();
        }
    }

    private static Map<String, Growth> limits() {
        var limits = new LinkedHashMap<String, Growth>();
        for (var service : List.of("ingest", "detector")) {
            limits.put(service + " heap MiB", MEMORY);
            limits.put(service + " RSS MiB", RESIDENT);
            limits.put(service + " threads", THREADS);
            limits.put(service + " files", HANDLES);
        }
        limits.put("state MiB", DISK);
        limits.put("changelogs MiB", DISK);
        limits.put("lag", new Growth(0.1, 500));
        limits.put("queue", new Growth(0.1, 500));
        return limits;
    }

    private HttpServer receiver() throws IOException {
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", post -> {
            try (post) {
                post.getRequestBody().readAllBytes();
                posts.incrementAndGet();
                post.sendResponseHeaders(204, -1);
            }
        });
        receiver.start();
        return receiver;
    }

    private static String listed(int number) {
        return "%012d".formatted(444_455_550_000L + number);
    }

    private static String fast(int number) {
        return "%012d".formatted(777_788_880_000L + number);
    }

    private void accounts() {
        var queue = aws.queue("events");
        for (var number = 0; number < LISTED; number++) {
            aws.organization().add(listed(number), "account " + number, "Root/Test");
            aws.account(listed(number)).usersAtOnce(USERS, user -> "user-" + user);
            aws.account(listed(number)).forwardTo(queue);
        }
        IntStream.range(0, FAST).forEach(number -> aws.account(fast(number)).forwardTo(queue));
    }

    private Path configuration(LoadBroker broker, int receiver) throws IOException {
        return Files.writeString(folder.resolve("lonekey.yml"), """
                kafka:
                  bootstrap.servers: %s
                  # Or else nothing of the changelogs is compacted before they have 50 MiB.
                  topic.segment.bytes: 1048576
                topics: {partitions: %d, replication: 1}
                http: {port: 0}
                data-directory: %s
                webhooks: [{name: soak, url: "http://127.0.0.1:%d/", discovery: [LIVE, LATE, BASELINE]}]
                ingest:
                  accounts: {organization: true, exclude: ["111122223333"]}
                  queue: {url: "%s"}
                  snapshots: {full-every: 1m, report-every: 1m}
                """.formatted(
                        broker.bootstrapServers,
                        broker.topics.partitions(),
                        folder.resolve("data"),
                        receiver,
                        aws.queue("events").url()));
    }

    /** A second key of each user in turn, for some days of its own time. */
    private void liveFast() {
        var users = FAST * USERS;
        var keys = new String[users];
        for (var user = 0; user < users; user++) {
            tell(user, Records.created(fast(user % FAST), name(user), "AKIA%05dFIRSTEXAMPLE".formatted(user), lived()));
        }
        for (var turn = 0; !Thread.currentThread().isInterrupted(); turn++) {
            var user = turn % users;
            var at = lived();
            if ((turn / users) % 2 == 0) {
                keys[user] = "AKIA%09dEXAMPLE".formatted(turn);
                tell(user, Records.created(fast(user % FAST), name(user), keys[user], at));
            } else {
                tell(user, Records.deleted(fast(user % FAST), name(user), keys[user], at));
            }
            pause(TICK);
        }
    }

    private static String name(int user) {
        return "user-" + user / FAST;
    }

    /** What time it is where 400 days pass during the run. */
    private Instant lived() {
        var share = (double) Duration.between(begin, clock.instant()).toMillis() / duration.toMillis();
        var passed = Duration.ofSeconds((long) (LIFE.toSeconds() * Math.min(1, share)));
        return begin.minus(LIFE).minus(Duration.ofDays(1)).plus(passed);
    }

    private void tell(int user, String record) {
        aws.account(fast(user % FAST)).deliver(record);
        told.incrementAndGet();
    }

    /** Every ten seconds a second key in an account that is asked as well, deleted after ten more. */
    private void liveSlowly() {
        for (var turn = 0; !Thread.currentThread().isInterrupted(); turn++) {
            var account = aws.account(listed(turn % LISTED));
            var user = "user-" + turn / LISTED % USERS;
            var key = account.createKey(user);
            pause(Duration.ofSeconds(10));
            account.deleteKey(user, key);
            told.addAndGet(2);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a monitoring, and somebody with the page open, ask for. */
    private void read(ServiceProcess detector) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (var path : List.of("/metrics", "/api/summary", "/api/violations", "/api/accounts", "/")) {
                    detector.measured.get(path);
                }
                Thread.sleep(5_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Listens to the stream of changes, for a minute each time, as pages that come and go. */
    private void listen(ServiceProcess detector) {
        var http = HttpClient.newHttpClient();
        try {
            var url =
                    detector.measured.url().map(at -> at.resolve("/api/stream")).orElseThrow();
            while (!Thread.currentThread().isInterrupted()) {
                listenOnce(http, url);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenOnce(HttpClient http, URI url) throws IOException, InterruptedException {
        var until = clock.instant().plusSeconds(60);
        var answer = http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        try (var lines = answer.body()) {
            lines.takeWhile(line -> clock.instant().isBefore(until)
                            && !Thread.currentThread().isInterrupted())
                    .forEach(line -> streamed.incrementAndGet());
        }
    }

    private void watch(
            LoadBroker broker, ServiceProcess detector, ServiceProcess ingest, List<? extends Future<?>> flows)
            throws Exception {
        for (var sample = 1; sample <= SAMPLES; sample++) {
            var next = begin.plus(duration.multipliedBy(sample).dividedBy(SAMPLES));
            Thread.sleep(Math.max(0, Duration.between(clock.instant(), next).toMillis()));
            detector.requireAlive();
            ingest.requireAlive();
            for (var flow : flows) {
                if (flow.isDone()) {
                    flow.get();
                    throw new AssertionError("a flow has ended by itself");
                }
            }
            course.add(
                    Duration.between(begin, clock.instant()),
                    ingest.measured.keptNow(),
                    ingest.measured.resident(),
                    ingest.measured.metric("jvm_threads_live_threads"),
                    ingest.measured.openFiles(),
                    detector.measured.keptNow(),
                    detector.measured.resident(),
                    detector.measured.metric("jvm_threads_live_threads"),
                    detector.measured.openFiles(),
                    Course.bytes(folder.resolve("data")) / 1048576.0,
                    broker.bytesOfChangelogs() / 1048576.0,
                    broker.lag(),
                    aws.queue("events").size(),
                    told.get());
            course.write(Path.of("target", "soak.md"), "Soak of " + duration);
        }
    }

    private void report(LoadBroker broker) throws Exception {
        Figures.say("soak of %s on %s: %,d events, %,d posts of the webhook, %,d lines of the event stream"
                .formatted(duration, broker.kind, told.get(), posts.get(), streamed.get()));
        course.series()
                .forEach((name, values) -> Figures.say("  %s: first %.0f, middle %.0f, last %.0f"
                        .formatted(name, values.get(0), values.get(values.size() / 2), values.get(values.size() - 1))));
    }
}
