package dev.lonekey.runtime.service;

import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder that belongs to one process at a time. */
public final class FolderLock implements AutoCloseable {

    private final Path folder;
    private final FileChannel lock;

    /**
     * Makes the folder where there is none, and takes it.
     *
     * @throws Failure if somebody else has it, or nothing can be written there
     */
    public FolderLock(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            // Beside the folder: what is in it belongs to whoever takes it.
            var file = folder.resolveSibling(folder.getFileName() + ".lock");
            lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException refused) {
            throw new Failure(
                    "cannot write to %s (%s); set \"data-directory\" to a folder that can be written to"
                            .formatted(folder, refused),
                    refused);
        }
        if (!isTaken()) {
            close();
            throw new Failure(
                    "%s is in use by another process; stop that, or set another \"data-directory\"".formatted(folder));
        }
    }

    private boolean isTaken() {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        } catch (IOException noLocks) {
            close();
            throw new Failure(
                    "%s cannot be locked (%s); set \"data-directory\" to a folder on a file system with locks"
                            .formatted(folder, noLocks),
                    noLocks);
        }
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException notClosed) {
            throw new UncheckedIOException(notClosed);
        }
    }
}
