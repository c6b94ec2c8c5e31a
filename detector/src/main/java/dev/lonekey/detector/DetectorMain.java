package dev.lonekey.detector;

import dev.lonekey.detector.service.DetectorCommand;
import dev.lonekey.runtime.cli.Program;

/** The detector as a process of its own: {@code -c FILE}. */
public final class DetectorMain {

    private DetectorMain() {}

    public static void main(String[] arguments) {
        Program.main(new DetectorCommand(), arguments);
    }
}
