package dev.lonekey.detector.view;

import java.time.Instant;

/** Why what is known of an account may be wrong. */
public enum Trouble {
    /** Its newest snapshot failed. */
    FAILED,
    /** A snapshot showed keys that no event had told of. */
    DRIFT,
    /** It was never listed as a whole, or not for long. */
    STALE,
    /** One of its trails was stopped, deleted or reduced, and is so still. */
    TRAIL,
    /** An event of it is overdue. */
    SILENT;

    boolean has(KnownAccount account, Silence silence, Instant now) {
        return switch (this) {
            case FAILED -> account.hasFailed();
            case DRIFT -> account.hasDrift();
            case STALE -> account.isStale(now);
            case TRAIL -> account.hasBlindTrail();
            case SILENT -> account.isSilent(silence, now);
        };
    }
}
