package dev.lonekey.detector.oracle;

/**
 * What kind of history a world has.
 *
 * @param lossPercent how many of a hundred calls are never recorded
 * @param snapshotPercent how many of a hundred plots are about snapshots
 * @param rootPercent how many of a hundred other plots are about root
 */
record Circumstances(int lossPercent, int snapshotPercent, int rootPercent) {
    static final Circumstances CLOUDTRAIL_ALONE = new Circumstances(0, 0, 5);

    boolean losesRecords() {
        return lossPercent > 0;
    }

    boolean hasSnapshots() {
        return snapshotPercent > 0;
    }
}
