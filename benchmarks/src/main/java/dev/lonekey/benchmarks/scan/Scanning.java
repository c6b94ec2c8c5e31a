package dev.lonekey.benchmarks.scan;

import dev.lonekey.ingest.archive.ArchiveFile;
import dev.lonekey.ingest.archive.ArchiveScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Lonekey's own: what replay and backfill do with a file, up to the batches that would be written. */
final class Scanning implements Reader {

    private static final CompletableFuture<Void> WRITTEN = CompletableFuture.completedFuture(null);

    private final ArchiveScan scan = new ArchiveScan(batch -> WRITTEN);

    @Override
    public long read(Path file) throws IOException {
        var scanned = scan.scan(new ArchiveFile(file.toString(), Files.size(file), () -> Files.newInputStream(file)));
        if (!scanned.problems().isEmpty()) {
            throw new IOException(scanned.problems().toString());
        }
        return scanned.read().recordsOfInterest();
    }
}
