package dev.lonekey.standalone.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A folder that is gone, with all that is in it, when it is closed. */
public final class TemporaryFolder implements AutoCloseable {

    private static final int ATTEMPTS = 20;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);

    private final Path path;

    /**
     * Makes it.
     *
     * @throws UncheckedIOException if it cannot be made
     */
    public TemporaryFolder() {
        try {
            path = Files.createTempDirectory("lonekey-");
        } catch (IOException noFolder) {
            throw new UncheckedIOException(noFolder);
        }
    }

    public Path path() {
        return path;
    }

    /**
     * Removes it, again if somebody who is just ending still writes to it; what cannot be removed is left to the system's own
     * cleaning of temporary files.
     */
    @Override
    public void close() {
        var interrupted = Thread.interrupted();
        for (var attempt = 1; attempt <= ATTEMPTS && !isRemoved(); attempt++) {
            LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRemoved() {
        try {
            if (Files.exists(path)) {
                Files.walkFileTree(path, new Remover());
            }
            return true;
        } catch (IOException stillInUse) {
            return false;
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // a log segment that was being deleted in the background
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
