package dev.lonekey.ingest.archive;

import dev.lonekey.ingest.scan.Window;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * CloudTrail archives as files, objects and standard input, in every layout that records are commonly kept in: see
 * {@link dev.lonekey.ingest.scan.UnitReader}, gzipped or not. A file that cannot be read to its end becomes a problem; its
 * records before the break count, and the other files are read.
 *
 * <p>Memory stays the same however large a file is. Digest files, Insight events and aggregated events are passed over.
 */
public final class ArchiveSource implements Source {

    private final ArchiveListing.Lister lister;
    private final Window window;
    private final Tally tally = new Tally();
    private final List<ArchiveProblem> problems = new CopyOnWriteArrayList<>();
    private final Queue<ArchiveFile> files = new ArrayDeque<>();
    private boolean hasListed;
    private Optional<ArchiveFile> file = Optional.empty();
    private Optional<FileScan> scan = Optional.empty();

    /**
     * @param paths files and folders; {@code -} is standard input
     * @param standardInput what {@code -} reads
     */
    public ArchiveSource(List<Path> paths, InputStream standardInput) {
        this(paths, standardInput, ArchiveScan.window());
    }

    /** @param lister is asked on the first call of {@link #next()} */
    public ArchiveSource(ArchiveListing.Lister lister) {
        this(lister, ArchiveScan.window());
    }

    ArchiveSource(List<Path> paths, InputStream standardInput, Window window) {
        this(() -> ArchiveListing.of(paths, standardInput), window);
    }

    private ArchiveSource(ArchiveListing.Lister lister, Window window) {
        this.lister = lister;
        this.window = window;
    }

    /**
     * {@inheritDoc} A batch has at most 500 records, or 1 MiB and a record, and comes from one file.
     *
     * @throws IOException on the first call, if what there is to read cannot be listed
     */
    @Override
    public Optional<Batch> next() throws IOException {
        list();
        while (isOpen()) {
            var batch = new PendingBatch();
            if (!scan.orElseThrow().read(batch)) {
                endFile();
            }
            if (!batch.isEmpty()) {
                return Optional.of(batch.batch());
            }
        }
        return Optional.empty();
    }

    /** How far it is; may be called from any thread at any time. The files are found by the first {@link #next()}. */
    public ArchiveProgress progress() {
        return tally.progress();
    }

    /** The files that could not be read to their end, so far. */
    public List<ArchiveProblem> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void close() {
        files.clear();
        hasListed = true;
        if (scan.isPresent()) {
            scan.get().close();
            scan = Optional.empty();
        }
    }

    private void list() throws IOException {
        if (hasListed) {
            return;
        }
        var listing = lister.list();
        hasListed = true;
        files.addAll(listing.files());
        problems.addAll(listing.problems());
        tally.found(files);
    }

    /** Opens the next file that can be opened, if none is open; false when all are read. */
    private boolean isOpen() {
        while (scan.isEmpty() && !files.isEmpty()) {
            var next = files.remove();
            file = Optional.of(next);
            try {
                scan = Optional.of(new FileScan(next, window, tally));
            } catch (IOException failure) {
                problems.add(ArchiveProblem.unreadable(next.name(), failure));
                tally.done(next);
            }
        }
        return scan.isPresent();
    }

    private void endFile() {
        var ended = scan.orElseThrow();
        scan = Optional.empty();
        problems.addAll(ended.problems());
        tally.done(file.orElseThrow());
        ended.close();
    }
}
