package dev.lonekey.standalone.subscribe;

import dev.lonekey.detector.DetectorMain;
import dev.lonekey.standalone.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A detector in a process of its own, which can be killed without warning. */
final class DetectorProcess implements AutoCloseable {

    private final ServiceProcess process;

    /** @param log what its output is appended to */
    DetectorProcess(Path configuration, Path log) throws IOException {
        process = ServiceProcess.start(DetectorMain.class, configuration, Map.of(), log, "-Xmx256m");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a crash or a lost machine does. */
    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
