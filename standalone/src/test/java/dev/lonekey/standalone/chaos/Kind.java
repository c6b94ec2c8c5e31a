package dev.lonekey.standalone.chaos;

/** What can be broken, and so that it heals. */
enum Kind {
    INGEST_KILLED(Target.INGEST),
    INGEST_FROZEN(Target.INGEST),
    INGEST_CUT_OFF(Target.INGEST),
    DETECTOR_KILLED(Target.DETECTOR),
    DETECTOR_FROZEN(Target.DETECTOR),
    DETECTOR_CUT_OFF(Target.DETECTOR),
    DETECTOR_STATE_LOST(Target.DETECTOR),
    BROKER_KILLED(Target.BROKER),
    BROKER_PAUSED(Target.BROKER),
    /** Cut off from the other brokers, while the services still reach it. */
    BROKER_ISOLATED(Target.BROKER);

    /** What it happens to. */
    enum Target {
        INGEST,
        DETECTOR,
        BROKER
    }

    private final Target target;

    Kind(Target target) {
        this.target = target;
    }

    Target target() {
        return target;
    }

    /** Whether it takes more than one broker. */
    boolean needsCluster() {
        return this == BROKER_ISOLATED;
    }
}
