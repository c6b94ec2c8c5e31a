package dev.lonekey.standalone.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.standalone.CommandLine;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A command that runs on until it is stopped, in a thread of its own. */
final class RunningCommand implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern URL = Pattern.compile("health is at (http://\\S+)/health/ready");
    private static final Pattern KAFKA = Pattern.compile("Kafka is at ([^\\s,]+)");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread thread;
    private volatile Optional<CommandLine> ended = Optional.empty();

    private RunningCommand(String... arguments) {
        thread = new Thread(() -> ended = Optional.of(CommandLine.lonekey(out, err, arguments)), "command");
        thread.start();
    }

    static RunningCommand lonekey(String... arguments) {
        return new RunningCommand(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** The brokers that it says it uses. */
    String bootstrapServers() {
        return said(KAFKA);
    }

    /** Where it says that it serves. */
    String url() {
        return said(URL);
    }

    private String said(Pattern pattern) {
        return await().atMost(PATIENCE)
                .failFast(
                        "the command has ended",
                        () -> ended.isPresent() && !pattern.matcher(err()).find())
                .until(() -> Optional.of(pattern.matcher(err())).filter(matcher -> matcher.find()), Optional::isPresent)
                .orElseThrow()
                .group(1);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(said(URL) + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    void awaitReady() {
        awaitHealth("^\\{\"status\":\"UP\".*");
    }

    /** Waits for one part, whatever becomes of the others. */
    void awaitUp(String part) {
        awaitHealth(".*\"%s\":\\{\"status\":\"UP\".*".formatted(part));
    }

    private void awaitHealth(String answer) {
        said(URL);
        await().atMost(PATIENCE)
                .failFast("the command has ended", () -> ended.isPresent())
                .untilAsserted(() -> assertThat(get("/health/ready").body()).matches(answer));
    }

    /** Stops it as Ctrl-C would. */
    CommandLine stop() {
        thread.interrupt();
        await().atMost(PATIENCE).until(() -> ended.isPresent());
        return ended.orElseThrow();
    }

    @Override
    public void close() {
        if (ended.isEmpty()) {
            stop();
        }
    }
}
