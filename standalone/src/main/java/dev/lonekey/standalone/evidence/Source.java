package dev.lonekey.standalone.evidence;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that tells of an account.
 *
 * @param asOf of when it speaks; absent where it does not tell, and is taken as of now
 */
public record Source(Kind kind, Optional<Instant> asOf) {

    /** What tells. */
    public enum Kind {
        /** Lists of users or keys. */
        LISTS,
        ACCOUNT_SUMMARY,
        CREDENTIAL_REPORT
    }

    /** A source that does not tell its time. */
    public static Source timeless(Kind kind) {
        return new Source(kind, Optional.empty());
    }
}
