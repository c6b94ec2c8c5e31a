package dev.lonekey.detector.view;

import java.time.Instant;

/** Why what is known of an account may be wrong. */
public enum Trouble {
    /** Its newest snapshot failed. */
    FAILED,
    /** A snapshot showed keys that no event had told of. */
    DRIFT,
    /** It was never listed as a whole, or not for long. */
    STALE;

    boolean has(KnownAccount account, Instant now) {
        return switch (this) {
            case FAILED -> account.hasFailed();
            case DRIFT -> account.hasDrift();
            case STALE -> account.isStale(now);
        };
    }
}
