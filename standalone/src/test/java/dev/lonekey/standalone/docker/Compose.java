package dev.lonekey.standalone.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Docker Compose, as a plugin of Docker or as a program of its own.
 *
 * @param program how it is called
 */
public record Compose(List<String> program) {

    /** What is installed here. */
    public static Optional<Compose> installed() {
        return Stream.of(List.of("docker", "compose"), List.of("docker-compose"))
                .map(Compose::new)
                .filter(Compose::answers)
                .findFirst();
    }

    private boolean answers() {
        try {
            return run(Path.of("."), Map.of(), "version").status() == 0;
        } catch (UncheckedIOException missing) {
            return false;
        }
    }

    /** What it printed, and its exit status. */
    public record Run(int status, String out) {}

    /** Calls it; returns when it has ended. */
    public Run run(Path folder, Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var out = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Run(process.waitFor(), out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
