package dev.lonekey.standalone.chaos;

import dev.lonekey.standalone.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An ingest or a detector, in process after process, as a supervisor keeps it running. */
final class Service implements AutoCloseable {

    private final String name;
    private final Class<?> main;
    private final Path configuration;
    private final Path data;
    private final Path log;
    private final Map<String, String> environment;
    private final List<Route> routes;
    private Optional<ServiceProcess> process = Optional.empty();
    private boolean frozen;
    private int endedByItself;

    /**
     * Prepares one.
     *
     * @param data its own folder
     * @param routes by which it reaches the brokers
     */
    Service(
            String name,
            Class<?> main,
            Path configuration,
            Path data,
            Path log,
            Map<String, String> environment,
            List<Route> routes) {
        this.name = name;
        this.main = main;
        this.configuration = configuration;
        this.data = data;
        this.log = log;
        this.environment = environment;
        this.routes = routes;
    }

    String name() {
        return name;
    }

    synchronized void start() throws IOException {
        process = Optional.of(ServiceProcess.start(main, configuration, environment, log, "-Xmx256m"));
    }

    synchronized void kill() throws InterruptedException {
        if (process.isPresent()) {
            process.get().kill();
            process = Optional.empty();
            frozen = false;
        }
    }

    /** Kills it, and its disk is lost, too. */
    synchronized void loseState() throws IOException, InterruptedException {
        kill();
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Leaves it alone if it has ended by itself just now. */
    synchronized void freeze() throws IOException, InterruptedException {
        if (process.isPresent() && process.get().isAlive()) {
            process.get().freeze();
            frozen = true;
        }
    }

    synchronized void thaw() throws IOException, InterruptedException {
        if (frozen && process.isPresent()) {
            process.get().thaw();
        }
        frozen = false;
    }

    void cutOff() {
        routes.forEach(Route::cut);
    }

    void mend() {
        routes.forEach(Route::mend);
    }

    /** Starts it again if it has ended by itself, as a supervisor does. */
    synchronized void supervise() throws IOException {
        if (process.isPresent() && !process.get().isAlive()) {
            endedByItself++;
            start();
        }
    }

    /** How often it had to be started again though nobody had killed it. */
    synchronized int endedByItself() {
        return endedByItself;
    }

    /** Asks it to end, and waits for that. */
    @Override
    public synchronized void close() {
        try {
            thaw();
        } catch (IOException | InterruptedException stillFrozen) {
            // it is ended forcibly, then
        }
        process.ifPresent(ServiceProcess::close);
        process = Optional.empty();
    }
}
