package dev.lonekey.ingest;

import dev.lonekey.ingest.service.IngestCommand;
import dev.lonekey.runtime.cli.Program;

/** Ingest as a process of its own: {@code -c FILE}. */
public final class IngestMain {

    private IngestMain() {}

    public static void main(String[] arguments) {
        Program.main(new IngestCommand(), arguments);
    }
}
