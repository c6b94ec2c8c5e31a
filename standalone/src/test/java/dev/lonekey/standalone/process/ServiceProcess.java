package dev.lonekey.standalone.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service in a process of its own, which can be killed or stopped in the middle of whatever it does. */
public final class ServiceProcess implements AutoCloseable {

    private static final int SECONDS_TO_END = 60;

    private final Process process;

    private ServiceProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param main its main class
     * @param environment where AWS is, and credentials; what this process knows of AWS is not passed on
     * @param log what its output is appended to
     * @param options of the JVM
     */
    public static ServiceProcess start(
            Class<?> main, Path configuration, Map<String, String> environment, Path log, String... options)
            throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), main.getName(), "-c", configuration.toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        return new ServiceProcess(builder.start());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends it as a crash or a lost machine does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it where it is, as a machine that hangs does; {@link #thaw} lets it go on as if nothing had been. */
    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        // By the shell, which has kill built in; not every machine has it as a program.
        var command = "kill %s %d".formatted(signal, process.pid());
        var status = new ProcessBuilder("sh", "-c", command).start().waitFor();
        if (status != 0) {
            throw new IOException(command + " has ended with status " + status);
        }
    }

    @Override
    public void close() {
        end(process);
    }

    /** Asks a process to end, and ends it if it does not within {@value #SECONDS_TO_END} seconds. */
    public static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
