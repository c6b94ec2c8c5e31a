package dev.lonekey.ingest.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One file or object to read, or standard input.
 *
 * @param name as the user would write it
 * @param bytes its size as it is stored; 0 for standard input, which has none
 */
public record ArchiveFile(String name, long bytes, Opening opening) {

    /** How to get at the bytes as they are stored. */
    public interface Opening {
        InputStream open() throws IOException;
    }

    static ArchiveFile of(Path path, long bytes) {
        return new ArchiveFile(path.toString(), bytes, () -> Files.newInputStream(path));
    }

    static ArchiveFile standardInput(InputStream in) {
        return new ArchiveFile("standard input", 0, () -> in);
    }
}
