package dev.lonekey.ingest.archive;

import dev.lonekey.ingest.scan.Window;
import dev.lonekey.ingest.source.BatchWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads files whole, one after the other, and writes what they hold. For one thread, since it keeps its buffer. */
public final class ArchiveScan {

    private static final int WINDOW_BYTES = 128 * 1024;
    private static final int LARGEST_RECORD_BYTES = 16 * 1024 * 1024;

    private final Window window = window();
    private final BatchWriter writer;

    public ArchiveScan(BatchWriter writer) {
        this.writer = writer;
    }

    static Window window() {
        return new Window(WINDOW_BYTES, LARGEST_RECORD_BYTES);
    }

    /**
     * What came of a file.
     *
     * @param problems what is wrong with it; its records before a break were written
     * @param safe completes when all that was written is safe
     */
    public record Scanned(ArchiveProgress read, List<ArchiveProblem> problems, CompletableFuture<Void> safe) {}

    /** Reads a file to its end or to its break; may wait for room, as the writer does. */
    public Scanned scan(ArchiveFile file) {
        var tally = new Tally();
        var writes = new ArrayList<CompletableFuture<Void>>();
        List<ArchiveProblem> problems;
        try (var scan = new FileScan(file, window, tally)) {
            var more = true;
            while (more) {
                var batch = new PendingBatch();
                while (more && !batch.isFull()) {
                    more = scan.read(batch);
                }
                if (!batch.isEmpty()) {
                    writes.add(writer.write(batch.batch()));
                }
            }
            problems = scan.problems();
        } catch (IOException failure) {
            problems = List.of(ArchiveProblem.unreadable(file.name(), failure));
        }
        tally.done(file);
        return new Scanned(
                tally.progress(), problems, CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)));
    }
}
