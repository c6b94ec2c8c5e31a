package dev.lonekey.ingest.poll;

/** What is read of each account besides its IAM, where it is set up. */
public enum SourceKind {
    /** CloudTrail's event history. */
    HISTORY,
    /** The files of the trail in S3. */
    ARCHIVE
}
