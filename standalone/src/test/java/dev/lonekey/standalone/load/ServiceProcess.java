package dev.lonekey.standalone.load;

import static org.awaitility.Awaitility.await;

import dev.lonekey.standalone.Lonekey;
import dev.lonekey.standalone.live.MeasuredProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code lonekey ingest} or {@code lonekey detector} as a process of its own, with a heap of a fixed size. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    final MeasuredProcess measured;

    private final String command;
    private final Process process;

    /**
     * Starts it.
     *
     * @param folder where its logs go
     * @param environment where AWS is; what this process knows of AWS is not passed on
     * @param heap as in {@code 512m}
     */
    ServiceProcess(String command, Path configuration, Path folder, Map<String, String> environment, String heap)
            throws IOException {
        this.command = command;
        var log = Files.writeString(folder.resolve(command + ".log"), "");
        var collections = folder.resolve(command + "-collections.log");
        var line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        line.addAll(List.of(MeasuredProcess.logging(collections), "-cp", System.getProperty("java.class.path")));
        line.addAll(List.of(Lonekey.class.getName(), command, "-c", configuration.toString()));
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        process = builder.start();
        measured = new MeasuredProcess(process.toHandle(), log, collections);
    }

    void awaitReady() {
        await("ready " + command)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    requireAlive();
                    return measured.isReady();
                });
    }

    /** Fails with what it said if it has ended. */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("%s has ended with status %d: %s"
                    .formatted(command, process.exitValue(), Files.readString(measured.log())));
        }
    }

    @Override
    public void close() {
        dev.lonekey.standalone.process.ServiceProcess.end(process);
    }
}
