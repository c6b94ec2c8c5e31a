package dev.lonekey.standalone.live;

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
import java.util.regex.Pattern;

/** One service of a {@link WildSystem}, with the log that users get. */
final class WildService implements AutoCloseable {

    /** What a service that is a process of its own logs; the command line on this class path has another file. */
    private static final Path SERVICE_LOG =
            Path.of("..", "runtime", "src", "main", "resources", "logback.xml").toAbsolutePath();

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern URL = Pattern.compile("health is at (http://\\S+)/health/ready");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Class<?> main;
    private final Path log;
    private final ServiceProcess process;

    /** Starts it; what this process knows of AWS is not passed on. */
    WildService(Class<?> main, Path configuration, Map<String, String> environment, Path log) throws IOException {
        this.main = main;
        this.log = log;
        Files.deleteIfExists(log);
        process = ServiceProcess.start(
                main, configuration, environment, log, "-Xmx256m", "-Dlogback.configurationFile=" + SERVICE_LOG);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<String> lines() throws IOException {
        return Files.readAllLines(log);
    }

    /** What {@code /health/ready} says. */
    String health() throws IOException, InterruptedException {
        var said = URL.matcher(Files.readString(log));
        if (!said.find()) {
            return "not serving yet";
        }
        var request = HttpRequest.newBuilder(URI.create(said.group(1) + "/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (IOException machineIsBusy) {
            return "no answer: " + machineIsBusy;
        }
    }

    boolean isReady() throws IOException, InterruptedException {
        return health().startsWith("{\"status\":\"UP\"");
    }

    void awaitReady() {
        awaitReady(true);
    }

    void awaitReady(boolean wanted) {
        await(main.getSimpleName() + (wanted ? " ready" : " not ready"))
                .atMost(PATIENCE)
                .failFast("it has ended, see " + log, () -> !isAlive())
                .until(() -> health().startsWith(wanted ? "{\"status\":\"UP\"" : "{\"status\":\"DOWN\""));
    }

    @Override
    public String toString() {
        try {
            return main.getSimpleName() + " " + health() + "\n" + Files.readString(log);
        } catch (IOException gone) {
            return main.getSimpleName() + " " + gone;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return main.getSimpleName();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
