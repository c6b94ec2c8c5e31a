package dev.lonekey.standalone.saved;

import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/** Finds the files in a folder and below, but for hidden ones. */
final class FileFinder extends SimpleFileVisitor<Path> {

    /** A file a user for twenty accounts of the largest size. */
    private static final int MAX_FILES = 100_000;

    private final Path from;
    private final Consumer<Notice> notices;
    private final List<Path> found = new ArrayList<>();

    private FileFinder(Path from, Consumer<Notice> notices) {
        this.from = from;
        this.notices = notices;
    }

    /**
     * Files in the order of their names.
     *
     * @throws Failure if there is no such folder, or it is certainly another than was meant
     */
    static List<Path> find(Path from, Consumer<Notice> notices) {
        if (!Files.exists(from)) {
            throw new Failure(from + " does not exist; give a folder with saved output of the AWS CLI");
        }
        var finder = new FileFinder(from, notices);
        try {
            Files.walkFileTree(from, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, finder);
        } catch (IOException unreadable) {
            throw new Failure(from + " cannot be read (" + unreadable.getMessage() + "); check it", unreadable);
        }
        return finder.found.stream().sorted().toList();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && !isHidden(file)) {
            found.add(file);
        }
        if (found.size() > MAX_FILES) {
            throw new Failure("%s holds more than %,d files; give the folder with saved output of the AWS CLI only"
                    .formatted(from, MAX_FILES));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        // A link back to a folder above leads to files that are found anyway.
        if (!(failure instanceof FileSystemLoopException)) {
            notices.accept(unreadable(file));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
        if (failure != null) {
            notices.accept(unreadable(folder));
        }
        return FileVisitResult.CONTINUE;
    }

    static Notice unreadable(Path file) {
        return Notice.refused(file, "cannot be read. Check its permissions.");
    }

    private boolean isHidden(Path path) {
        return !path.equals(from) && path.getFileName().toString().startsWith(".");
    }
}
