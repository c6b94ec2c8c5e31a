package dev.lonekey.detector.oracle;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A violation that must be found, whatever the order of arrival.
 *
 * @param principal {@link #ROOT}, or the last name of the user in lower case
 * @param resolvedAt the first second in which there are no longer too many keys; empty while open
 * @param keys the ids of all keys counted at the end of some second of the interval, or their stand-ins {@link #UNIDENTIFIED} and {@link #SIGNING_CERTIFICATE}
 */
public record ExpectedViolation(
        String account,
        WatchedRule rule,
        String principal,
        Instant openedAt,
        Optional<Instant> resolvedAt,
        Optional<Reason> reason,
        SortedSet<String> keys) {

    /** The principal of root keys; in upper case, so that no lower-cased user name equals it. */
    public static final String ROOT = "ROOT";

    /** The first key that summaries and reports tell of without an id; further ones are {@code unidentified-2} and so on. */
    public static final String UNIDENTIFIED = "unidentified";

    /** Stands for whatever signing certificates root has: they are never told one by one. */
    public static final String SIGNING_CERTIFICATE = "signing-certificate";

    /** Why a violation is over; the first that applies is given. */
    public enum Reason {
        KEY_DELETED,
        USER_DELETED,
        KEY_DEACTIVATED,
        ABSENT_FROM_SNAPSHOT
    }

    /** Whether this violation could be a part of that one: an observer who learns less may see less, but never more. */
    boolean within(ExpectedViolation other) {
        return principal.equals(other.principal) && withinOfSomebody(other);
    }

    /** The same where it may not be known whose keys they are. */
    boolean withinOfSomebody(ExpectedViolation other) {
        return account.equals(other.account)
                && rule == other.rule
                && !openedAt.isBefore(other.openedAt)
                && !end().isAfter(other.end())
                && other.keys.containsAll(keys);
    }

    private Instant end() {
        return resolvedAt.orElse(Instant.MAX);
    }

    @Override
    public String toString() {
        String ended = resolvedAt
                .map(end -> end + " " + reason.map(Reason::name).orElse("?"))
                .orElse("open");
        return account + " " + rule.id() + " " + principal + " [" + openedAt + ", " + ended + ") " + keys;
    }
}
