package dev.lonekey.ingest.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * What there is to read.
 *
 * @param files in the order in which they are read
 * @param problems what could not be looked into
 */
public record ArchiveListing(List<ArchiveFile> files, List<ArchiveProblem> problems) {

    /** Finds out what there is to read. */
    @FunctionalInterface
    public interface Lister {
        ArchiveListing list() throws IOException;
    }

    public ArchiveListing {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    /**
     * What files and folders hold.
     *
     * @param paths {@code -} is standard input
     * @throws java.nio.file.NoSuchFileException if there is nothing at one of the paths
     */
    public static ArchiveListing of(List<Path> paths, InputStream standardInput) throws IOException {
        var finder = new ArchiveFinder(standardInput);
        for (var path : paths) {
            finder.find(path);
        }
        return finder.listing();
    }
}
