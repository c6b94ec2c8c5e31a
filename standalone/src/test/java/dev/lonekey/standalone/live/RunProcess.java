package dev.lonekey.standalone.live;

import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.ingest.standin.AwsStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code ./lonekey run} as a user starts it; its events are read from its standard output. */
final class RunProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final MeasuredProcess measured;

    private final Process process;
    /** When a line of a type about a user was read, by {@link System#nanoTime}. */
    private final Map<String, Long> read = new ConcurrentHashMap<>();

    /** Starts it with what it kept in the folder the last time. */
    RunProcess(Path folder, AwsStandIn aws, String other) throws IOException {
        var configuration = Files.writeString(folder.resolve("lonekey.yml"), """
                http:
                  port: 0
                data-directory: %s
                ingest:
                  accounts:
                    ids: ["%s", "%s"]
                  queue:
                    url: %s
                """.formatted(
                        folder.resolve("data"),
                        aws.homeAccount(),
                        other,
                        aws.queue("events").url()));
        var log = Files.writeString(folder.resolve("run.log"), "");
        var collections = folder.resolve("collections.log");
        var launcher = Path.of("..", "lonekey").toAbsolutePath().normalize();
        var builder = new ProcessBuilder(
                        launcher.toString(), "run", "-c", configuration.toString(), "--output", "jsonl")
                .redirectError(log.toFile());
        builder.environment().putAll(aws.environment());
        builder.environment().put("LONEKEY_JAVA_OPTS", MeasuredProcess.logging(collections));
        process = builder.start();
        measured = new MeasuredProcess(process.toHandle(), log, collections);
        var reader = new Thread(this::read, "events");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var at = System.nanoTime();
                var event = ViolationEvent.fromJson(line.getBytes(StandardCharsets.UTF_8));
                read.putIfAbsent(event.type() + " " + event.principal().name(), at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(measured::isReady);
    }

    /** Waits until every account was listed once. */
    void awaitListed() {
        await().atMost(PATIENCE)
                .until(() -> measured.metric("lonekey_ingest_accounts_watched") == 2
                        && measured.metric("lonekey_ingest_accounts_unlisted") == 0);
    }

    /** How long after a time the first event of a type about a user was read. */
    Duration awaitEvent(EventType type, String user, long sinceNanos) {
        var name = type + " " + user;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> read.containsKey(name));
        return Duration.ofNanos(read.get(name) - sinceNanos);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
