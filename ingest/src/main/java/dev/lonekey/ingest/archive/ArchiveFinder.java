package dev.lonekey.ingest.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the files of an archive: those that are named, and those in folders whose name says that they may hold records. */
final class ArchiveFinder {

    private static final Path STANDARD_INPUT = Path.of("-");
    private static final Pattern MAY_HOLD_RECORDS = Pattern.compile(".*\\.(json|jsonl|ndjson)(\\.gz)?");
    /** What CloudTrail puts beside its records in the same bucket. */
    private static final Set<String> HOLD_NO_RECORDS = Set.of("CloudTrail-Digest", "CloudTrail-Insight");

    private final InputStream standardInput;
    private final List<ArchiveFile> files = new ArrayList<>();
    private final List<ArchiveProblem> problems = new ArrayList<>();

    ArchiveFinder(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /** @throws NoSuchFileException if there is nothing of that name */
    void find(Path path) throws IOException {
        if (path.equals(STANDARD_INPUT)) {
            files.add(ArchiveFile.standardInput(standardInput));
        } else if (Files.isDirectory(path)) {
            findIn(path);
        } else if (Files.exists(path)) {
            files.add(ArchiveFile.of(path, Files.size(path)));
        } else {
            throw new NoSuchFileException(path.toString());
        }
    }

    ArchiveListing listing() {
        return new ArchiveListing(files, problems);
    }

    private void findIn(Path folder) throws IOException {
        var visit = new Visit(folder);
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visit);
        visit.found.sort(Comparator.comparing(ArchiveFile::name));
        if (visit.found.isEmpty()) {
            problems.add(ArchiveProblem.empty(folder.toString()));
        }
        files.addAll(visit.found);
    }

    private final class Visit extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<ArchiveFile> found = new ArrayList<>();

        Visit(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean skip = !folder.equals(root)
                    && HOLD_NO_RECORDS.contains(folder.getFileName().toString());
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (attributes.isRegularFile() && MAY_HOLD_RECORDS.matcher(name).matches()) {
                found.add(ArchiveFile.of(file, attributes.size()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            // A link back to a folder above leads to files that are found anyway.
            if (!(failure instanceof FileSystemLoopException)) {
                problems.add(ArchiveProblem.unreadable(file.toString(), failure));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
            if (failure != null) {
                problems.add(ArchiveProblem.unreadable(folder.toString(), failure));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
