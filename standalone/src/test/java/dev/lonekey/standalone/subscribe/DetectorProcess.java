package dev.lonekey.standalone.subscribe;

import dev.lonekey.detector.DetectorMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A detector in a process of its own, which can be killed without warning. */
final class DetectorProcess implements AutoCloseable {

    private final Process process;

    /** @param log where its output goes */
    DetectorProcess(Path configuration, Path log) throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DetectorMain.class.getName(),
                        "-c",
                        configuration.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a crash or a lost machine does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
