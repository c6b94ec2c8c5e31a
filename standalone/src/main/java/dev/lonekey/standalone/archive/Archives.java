package dev.lonekey.standalone.archive;

import dev.lonekey.ingest.archive.ArchiveFile;
import dev.lonekey.ingest.archive.ArchiveListing;
import dev.lonekey.ingest.archive.ArchiveProblem;
import dev.lonekey.ingest.archive.ArchiveSource;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.trail.S3Path;
import dev.lonekey.ingest.trail.TrailListing;
import dev.lonekey.ingest.trail.TrailRange;
import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CloudTrail archives to be read: files, folders, standard input, and what lies in S3.
 *
 * @param range which files in S3 are meant
 */
public record Archives(List<Path> local, List<S3Path> remote, Optional<TrailRange> range) {

    private static final Path STANDARD_INPUT = Path.of("-");

    /**
     * Looks at what the command line says.
     *
     * @throws Failure if one is not there, or it cannot be told what is meant
     */
    public static Archives of(List<String> paths, Optional<TrailRange> range) {
        var local = paths.stream()
                .filter(path -> !S3Path.isMeant(path))
                .map(Path::of)
                .toList();
        local.forEach(Archives::requireReadable);
        if (local.stream().filter(STANDARD_INPUT::equals).count() > 1) {
            throw new Failure("standard input can be read once only; give - a single time");
        }
        var remote =
                paths.stream().filter(S3Path::isMeant).map(Archives::remote).toList();
        if (!remote.isEmpty() && range.isEmpty()) {
            throw new Failure("from which day on? Give --since YYYY-MM-DD with " + remote.get(0));
        }
        if (remote.isEmpty() && range.isPresent()) {
            throw new Failure("--since and --until choose files in S3; give an s3://BUCKET/PREFIX as well");
        }
        return new Archives(local, remote, range);
    }

    /** The source of all of them; with what it needs, until it is closed. */
    public Opened open(IngestSettings settings) {
        if (remote.isEmpty()) {
            return new Opened(new ArchiveSource(local, System.in), List.of());
        }
        var clients = AwsClients.of(settings);
        var listing = new TrailListing(clients.s3(), settings.partitionOrUsual(), range.orElseThrow());
        return new Opened(new ArchiveSource(() -> list(listing)), List.of(listing::close, clients::close));
    }

    private ArchiveListing list(TrailListing listing) throws IOException {
        var files = new ArrayList<ArchiveFile>();
        var problems = new ArrayList<ArchiveProblem>();
        var found = new ArrayList<>(List.of(ArchiveListing.of(local, System.in)));
        remote.forEach(path -> found.add(listing.list(path)));
        for (var part : found) {
            files.addAll(part.files());
            problems.addAll(part.problems());
        }
        return new ArchiveListing(files, problems);
    }

    private static S3Path remote(String path) {
        try {
            return S3Path.of(path);
        } catch (IllegalArgumentException none) {
            throw new Failure(none.getMessage());
        }
    }

    private static void requireReadable(Path path) {
        if (path.equals(STANDARD_INPUT)) {
            return;
        }
        if (path.toString().isBlank()) {
            throw new Failure(
                    "a path is empty; give files or folders of CloudTrail records, or . for the current folder");
        }
        if (!Files.exists(path)) {
            throw new Failure(path + " does not exist; give files or folders of CloudTrail records");
        }
        if (!Files.isReadable(path)) {
            throw new Failure(path + " cannot be read; check its permissions");
        }
    }

    /**
     * What is open.
     *
     * @param behind closes what the source needed, after it
     */
    public record Opened(ArchiveSource source, List<Runnable> behind) implements AutoCloseable {

        @Override
        public void close() {
            source.close();
            behind.forEach(Runnable::run);
        }
    }
}
