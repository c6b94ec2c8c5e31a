package dev.lonekey.standalone.backfill;

import dev.lonekey.ingest.archive.ArchiveProgress;
import dev.lonekey.standalone.terminal.InWords;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a back-fill comes to.
 *
 * @param published records that Kafka acknowledged
 * @param rejected records that went to the dead letters
 * @param rate records a second, at most
 */
record Summary(ArchiveProgress archive, long published, long rejected, Duration took, int rate) {

    /** Lines to print, without line ends. */
    List<String> lines(String topic) {
        return List.of(
                "%s: %s read, %s of interest, in %s"
                        .formatted(
                                InWords.count(archive.filesDone(), "file"),
                                InWords.count(archive.recordsRead(), "record"),
                                InWords.number(archive.recordsOfInterest()),
                                InWords.count(archive.accounts(), "account")),
                "%s published to %s; %s rejected"
                        .formatted(InWords.count(published, "record"), topic, InWords.count(rejected, "record")),
                String.format(
                        Locale.ROOT,
                        "%.1f seconds, %s a second of at most %s",
                        took.toMillis() / 1000.0,
                        InWords.number(pace()),
                        InWords.number(rate)));
    }

    private long pace() {
        return (published + rejected) * 1000 / Math.max(1000, took.toMillis());
    }
}
