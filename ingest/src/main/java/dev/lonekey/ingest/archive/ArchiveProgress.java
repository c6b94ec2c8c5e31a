package dev.lonekey.ingest.archive;

/**
 * How far the reading of archives is, so that it can be shown while it goes on.
 *
 * @param filesDone files read to their end or to their break
 * @param filesFound files found in all
 * @param bytesDone bytes on disk of the files done and of the part read of the current one
 * @param bytesFound bytes on disk of all files found
 * @param recordsRead CloudTrail records seen
 * @param recordsOfInterest of these, the ones whose event name matters
 * @param recordsRejected candidates that went to the dead letters
 * @param accounts accounts that the records of interest belong to
 */
public record ArchiveProgress(
        int filesDone,
        int filesFound,
        long bytesDone,
        long bytesFound,
        long recordsRead,
        long recordsOfInterest,
        long recordsRejected,
        int accounts) {}
