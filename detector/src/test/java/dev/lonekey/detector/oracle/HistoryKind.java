package dev.lonekey.detector.oracle;

/** What histories there are. */
public enum HistoryKind {
    /** CloudTrail alone, in empty accounts. */
    EMPTY,
    /** CloudTrail alone, in accounts with users and keys that no record tells of. */
    INHABITED,
    /** CloudTrail, of which nothing is lost, and snapshots. */
    WITH_SNAPSHOTS,
    /** CloudTrail, of which much is lost, and snapshots. */
    WITH_LOSSES,
    /** Keys and certificates of root above all, with summaries and reports. */
    OF_ROOT;

    static HistoryKind of(long seed) {
        return switch (Math.floorMod(seed, 8)) {
            case 0, 4 -> EMPTY;
            case 3 -> INHABITED;
            case 1, 5 -> WITH_SNAPSHOTS;
            case 2, 6 -> WITH_LOSSES;
            default -> OF_ROOT;
        };
    }
}
