package dev.lonekey.standalone.archive;

import dev.lonekey.ingest.archive.ArchiveProgress;
import dev.lonekey.standalone.terminal.InWords;
import java.time.Duration;
import java.util.Optional;

/** How far the reading of archives is, in words. */
public final class HowFar {

    private HowFar() {}

    /**
     * Files, records, and the time that is left.
     *
     * @param then what is done once all is read
     */
    public static String text(ArchiveProgress progress, Duration elapsed, String then) {
        var rate = progress.recordsRead() * 1000 / Math.max(1, elapsed.toMillis());
        var files = "%s of %s, %s"
                .formatted(
                        InWords.number(progress.filesDone()),
                        InWords.count(progress.filesFound(), "file"),
                        InWords.count(progress.recordsRead(), "record"));
        if (progress.bytesFound() > 0 && progress.bytesDone() >= progress.bytesFound()) {
            return files + ", " + then;
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
}
