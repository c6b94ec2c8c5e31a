package dev.lonekey.standalone.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.standalone.process.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A service in a process of its own in which every library logs whatever it can, so that all that it says can be read. */
final class TalkativeService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern URL = Pattern.compile("health is at (http://\\S+)/health/ready");

    private static final String LOGS_ALL = """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%level %logger %msg%n%ex</pattern></encoder>
              </appender>
              <root level="DEBUG"><appender-ref ref="OUT"/></root>
            </configuration>
            """;

    private final Process process;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    private TalkativeService(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts one; what this process knows of AWS is not passed on. */
    static TalkativeService start(Class<?> main, Path configuration, Map<String, String> environment)
            throws IOException {
        var folder = configuration.resolveSibling(main.getSimpleName());
        Files.createDirectories(folder);
        var logback = Files.writeString(folder.resolve("logback.xml"), LOGS_ALL);
        var log = folder.resolve("log");
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-Dlogback.configurationFile=" + logback,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        "-c",
                        configuration.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        return new TalkativeService(builder.start(), log);
    }

    /** All that it wrote so far, to either output. */
    String said() throws IOException {
        return new String(Files.readAllBytes(log), UTF_8);
    }

    /** The answer to a request that bears a token. */
    String get(String path, String token) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(url() + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    void awaitReady() {
        await().atMost(PATIENCE)
                .failFast("the service has ended", () -> !process.isAlive())
                .untilAsserted(() -> assertThat(get("/health/ready", "")).startsWith("{\"status\":\"UP\""));
    }

    private String url() {
        return await().atMost(PATIENCE)
                .until(() -> URL.matcher(said()).results().findFirst(), Optional::isPresent)
                .map((MatchResult result) -> result.group(1))
                .orElseThrow();
    }

    @Override
    public void close() {
        ServiceProcess.end(process);
    }
}
