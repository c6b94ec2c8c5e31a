package dev.lonekey.standalone.replay;

import dev.lonekey.ingest.archive.ArchiveProgress;
import dev.lonekey.standalone.terminal.InWords;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a replay comes to.
 *
 * @param principals whose keys the detector knows anything of
 * @param changed violations that were opened or changed
 * @param open violations open at the end, also from before where the brokers are kept
 * @param resolved violations that are over
 * @param rejected records that went to the dead letters
 */
record Summary(
        ArchiveProgress archive, long principals, int changed, int open, int resolved, long rejected, Duration took) {

    /** Lines to print, without line ends. */
    List<String> lines() {
        return List.of(
                "%s: %s read, %s of interest, in %s with %s"
                        .formatted(
                                InWords.count(archive.filesDone(), "file"),
                                InWords.count(archive.recordsRead(), "record"),
                                InWords.number(archive.recordsOfInterest()),
                                InWords.count(archive.accounts(), "account"),
                                InWords.count(principals, "principal")),
                "%s opened: %s open at the end, %s resolved; %s rejected"
                        .formatted(
                                InWords.count(changed, "violation"),
                                InWords.number(open),
                                InWords.number(resolved),
                                InWords.count(rejected, "record")),
                String.format(Locale.ROOT, "%.1f seconds", took.toMillis() / 1000.0));
    }
}
