package dev.lonekey.benchmarks.scan;

import java.io.IOException;
import java.nio.file.Path;

/** A way to read archives. */
interface Reader {

    /** Reads a file to its end and returns how many records of interest it found; 0 when it looks for none. */
    long read(Path file) throws IOException;
}
