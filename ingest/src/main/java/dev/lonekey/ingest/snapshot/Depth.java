package dev.lonekey.ingest.snapshot;

/** How much of an account a snapshot looks at. */
public enum Depth {
    /** Every user. */
    FULL,
    /** Root, and the users that matter as the credential report and earlier findings tell. */
    REPORT,
    /** Single users. */
    USERS,
    /** Only root. */
    ROOT
}
