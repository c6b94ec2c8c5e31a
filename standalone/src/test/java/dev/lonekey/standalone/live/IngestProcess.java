package dev.lonekey.standalone.live;

import dev.lonekey.ingest.IngestMain;
import dev.lonekey.standalone.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An ingest in a process of its own, which can be killed without warning. */
final class IngestProcess implements AutoCloseable {

    private final ServiceProcess process;

    private IngestProcess(ServiceProcess process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param environment where AWS is, and credentials; what this process knows of AWS is not passed on
     * @param log where its output goes, in place of what was there
     */
    static IngestProcess start(Path configuration, Map<String, String> environment, Path log, String... options)
            throws IOException {
        Files.deleteIfExists(log);
        return new IngestProcess(ServiceProcess.start(IngestMain.class, configuration, environment, log, options));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle handle() {
        return process.handle();
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
