package dev.lonekey.ingest.archive;

import java.util.HashSet;
import java.util.Set;

/** Counts while archives are read: one thread counts, any thread asks how far it is. */
final class Tally {

    private final Set<String> accounts = new HashSet<>();
    private int filesFound;
    private long bytesFound;
    private int filesDone;
    private long bytesOfFilesDone;
    private long bytesOfCurrent;
    private long recordsRead;
    private long recordsOfInterest;
    private long recordsRejected;

    private volatile ArchiveProgress shown = new ArchiveProgress(0, 0, 0, 0, 0, 0, 0, 0);

    void found(Iterable<ArchiveFile> files) {
        for (var file : files) {
            filesFound++;
            bytesFound += file.bytes();
        }
        show();
    }

    void read() {
        recordsRead++;
    }

    void ofInterest(String account) {
        recordsOfInterest++;
        accounts.add(account);
    }

    void rejected() {
        recordsRejected++;
    }

    /** @param bytesRead of the current file; may be more than were found when a file grows, as standard input does */
    void at(ArchiveFile file, long bytesRead) {
        bytesFound += Math.max(0, bytesRead - Math.max(file.bytes(), bytesOfCurrent));
        bytesOfCurrent = bytesRead;
        show();
    }

    void done(ArchiveFile file) {
        filesDone++;
        bytesOfFilesDone += Math.max(file.bytes(), bytesOfCurrent);
        bytesOfCurrent = 0;
        show();
    }

    ArchiveProgress progress() {
        return shown;
    }

    private void show() {
        shown = new ArchiveProgress(
                filesDone,
                filesFound,
                bytesOfFilesDone + bytesOfCurrent,
                bytesFound,
                recordsRead,
                recordsOfInterest,
                recordsRejected,
                accounts.size());
    }
}
