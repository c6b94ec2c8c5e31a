package dev.lonekey.standalone.replay;

import dev.lonekey.ingest.archive.ArchiveProgress;
import dev.lonekey.standalone.terminal.InWords;
import dev.lonekey.standalone.terminal.Terminals;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows how far a replay is: one line, rewritten twice a second on a terminal; elsewhere a new one every ten seconds. */
final class ProgressLine implements AutoCloseable {

    private static final Duration REWRITTEN_EVERY = Duration.ofMillis(500);
    private static final Duration PRINTED_EVERY = Duration.ofSeconds(10);
    private static final String TO_START_AND_CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final Supplier<ArchiveProgress> progress;
    private final long start = System.nanoTime();
    private final Thread writer = new Thread(this::keepShowing, "lonekey-progress");

    ProgressLine(PrintWriter err, boolean terminal, Supplier<ArchiveProgress> progress) {
        this.err = err;
        this.terminal = terminal;
        this.progress = progress;
    }

    void start() {
        writer.setDaemon(true);
        writer.start();
    }

    private void keepShowing() {
        try {
            while (true) {
                Thread.sleep((terminal ? REWRITTEN_EVERY : PRINTED_EVERY).toMillis());
                show();
            }
        } catch (InterruptedException closed) {
            // As asked for.
        }
    }

    private void show() {
        var line = text(progress.get(), Duration.ofNanos(System.nanoTime() - start));
        err.print(terminal ? TO_START_AND_CLEAR + Terminals.cut(line) : line + System.lineSeparator());
        err.flush();
    }

    static String text(ArchiveProgress progress, Duration elapsed) {
        var rate = progress.recordsRead() * 1000 / Math.max(1, elapsed.toMillis());
        var files = "%s of %s, %s"
                .formatted(
                        InWords.number(progress.filesDone()),
                        InWords.count(progress.filesFound(), "file"),
                        InWords.count(progress.recordsRead(), "record"));
        if (progress.bytesFound() > 0 && progress.bytesDone() >= progress.bytesFound()) {
            return files + ", waiting for the detector";
        }
        return files + ", " + InWords.number(rate) + " a second"
                + left(progress, elapsed).map(left -> ", " + left).orElse("");
    }

    /** By bytes, since files differ in size; unknown for standard input. */
    private static Optional<String> left(ArchiveProgress progress, Duration elapsed) {
        if (progress.bytesDone() == 0 || progress.bytesFound() == 0) {
            return Optional.empty();
        }
        var bytesLeft = progress.bytesFound() - progress.bytesDone();
        var millisLeft = (double) elapsed.toMillis() * bytesLeft / progress.bytesDone();
        return Optional.of("about " + InWords.duration(Duration.ofMillis((long) millisLeft)) + " left");
    }

    @Override
    public void close() {
        writer.interrupt();
        if (terminal) {
            err.print(TO_START_AND_CLEAR);
            err.flush();
        }
    }
}
