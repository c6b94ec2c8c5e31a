package dev.lonekey.standalone.replay;

import dev.lonekey.ingest.archive.ArchiveProgress;
import dev.lonekey.standalone.terminal.InWords;
import java.time.Duration;
import java.util.Optional;

/** How far a replay is, in words. */
final class HowFar {

    private HowFar() {}

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
}
