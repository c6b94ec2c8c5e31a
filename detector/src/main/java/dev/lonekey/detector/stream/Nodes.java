package dev.lonekey.detector.stream;

/** Names in the topology. Stores, groups and internal topics are called after them, so they are for life. */
final class Nodes {

    static final String SOURCE = "cloudtrail";
    static final String SNAPSHOTS = "iam-snapshots";
    static final String FOREIGN_SOURCE = "foreign-cloudtrail";
    static final String RECORDS = "records";
    static final String INPUT = "input";
    static final String UNWRAP = "unwrap";
    static final String UNWRAPPED = "unwrapped";
    static final String BY_ACCOUNT = "cloudtrail-by-account";
    static final String HISTORIES = "histories";
    static final String HISTORY_STORE = "key-histories";
    static final String AGENDA_STORE = "agenda";
    static final String VIOLATIONS = "violations";
    static final String VIOLATIONS_CURRENT = "violations-current";
    static final String VIOLATIONS_OCSF = "violations-ocsf";
    static final String ACCOUNTS_CURRENT = "accounts-current";
    static final String DEAD_LETTERS = "dead-letters";
    /** A sink of its own: a shared one would tie the foreign topic's partitions to those of the histories. */
    static final String DEAD_LETTERS_OF_UNWRAP = "dead-letters-of-unwrap";

    private Nodes() {}
}
