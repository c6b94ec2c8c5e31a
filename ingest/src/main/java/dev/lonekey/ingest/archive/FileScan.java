package dev.lonekey.ingest.archive;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.DeadLetter.Origin;
import dev.lonekey.ingest.scan.Judge;
import dev.lonekey.ingest.scan.UnitReader;
import dev.lonekey.ingest.scan.UnitReader.Step;
import dev.lonekey.ingest.scan.Verdict;
import dev.lonekey.ingest.scan.Window;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/** The reading of one file or object, from its first byte to its end or to its break. */
final class FileScan implements AutoCloseable {

    private final ArchiveFile file;
    private final Tally tally;
    private final int limit;
    private final CountingStream stored;
    private final InputStream content;
    private final UnitReader units;
    private final List<ArchiveProblem> problems = new ArrayList<>();
    private long records;

    FileScan(ArchiveFile file, Window window, Tally tally) throws IOException {
        this.file = file;
        this.tally = tally;
        this.limit = window.limit();
        this.stored = new CountingStream(file.opening().open());
        try {
            this.content = inflated(stored);
        } catch (IOException | RuntimeException failure) {
            stored.close();
            throw failure;
        }
        this.units = new UnitReader(content, window);
    }

    /**
     * Reads on into the batch, until that is full or what is in memory is read: on a pipe the rest may be long in coming.
     *
     * @return whether there may be more
     */
    boolean read(PendingBatch batch) {
        try {
            var step = Step.UNIT;
            while (step == Step.UNIT && !batch.isFull()) {
                step = units.next();
                if (step == Step.UNIT) {
                    take(batch);
                }
            }
            return step == Step.UNIT || step == Step.PAUSE || end(step);
        } catch (EOFException cutOff) {
            return end(ArchiveProblem.cutOff(file.name(), records));
        } catch (ZipException damage) {
            return end(ArchiveProblem.damaged(file.name(), records, damage.getMessage()));
        } catch (OverinflatedException bomb) {
            return end(ArchiveProblem.overinflated(file.name(), records, bomb.getMessage()));
        } catch (IOException failure) {
            return end(ArchiveProblem.unreadable(file.name(), failure));
        } finally {
            tally.at(file, stored.count());
        }
    }

    /** What is wrong with the file, once it is read. */
    List<ArchiveProblem> problems() {
        return problems;
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void take(PendingBatch batch) {
        var verdict = Judge.judge(units.bytes(), units.from(), units.to());
        if (verdict instanceof Verdict.NotARecord) {
            return;
        }
        records++;
        tally.read();
        if (verdict instanceof Verdict.OfInterest interest) {
            tally.ofInterest(interest.record().account());
            batch.add(interest.record());
        } else if (verdict instanceof Verdict.Rejected rejected) {
            tally.rejected();
            var letter = new DeadLetter(rejected.reason(), Origin.ofSource(file.name()), rejected.input());
            batch.add(letter, rejected.input().length);
        }
    }

    private boolean end(Step step) {
        boolean hasStray = units.strayAt().isPresent();
        if (records == 0 && hasStray) {
            return end(ArchiveProblem.notJson(file.name()));
        }
        if (hasStray) {
            problems.add(ArchiveProblem.stray(file.name(), units.strayAt().getAsLong()));
        }
        if (units.tooLarge() > 0) {
            problems.add(ArchiveProblem.tooLarge(file.name(), units.tooLarge(), limit));
        }
        if (step == Step.CUT_OFF) {
            problems.add(ArchiveProblem.cutOff(file.name(), records));
        } else if (step == Step.BROKEN) {
            problems.add(ArchiveProblem.broken(file.name(), records, units.position()));
        }
        return false;
    }

    private boolean end(ArchiveProblem problem) {
        problems.add(problem);
        return false;
    }

    /** By its first bytes, since names lie: downloads lose or gain a {@code .gz}, and standard input has none. */
    private static InputStream inflated(InputStream stored) throws IOException {
        var magic = new byte[2];
        var content = new PushbackInputStream(stored, magic.length);
        int read = content.readNBytes(magic, 0, magic.length);
        content.unread(magic, 0, read);
        boolean isGzip = read == magic.length && GzipStream.isMagic(magic[0] & 0xFF, magic[1] & 0xFF);
        return isGzip ? new GzipStream(content) : content;
    }
}
