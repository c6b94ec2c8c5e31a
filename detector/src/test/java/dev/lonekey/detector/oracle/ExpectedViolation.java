package dev.lonekey.detector.oracle;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A violation that must be found, whatever the order of arrival.
 *
 * @param principal {@link #ROOT}, or the last name of the user in lower case
 * @param resolvedAt the first second in which there are no longer too many keys; empty while open
 * @param keys the ids of all keys counted at the end of some second of the interval
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

    /** Why a violation is over; the first that applies is given. */
    public enum Reason {
        KEY_DELETED,
        USER_DELETED,
        KEY_DEACTIVATED
    }

    /** Whether this violation could be a part of that one: an observer who learns less may see less, but never more. */
    boolean within(ExpectedViolation other) {
        return account.equals(other.account)
                && rule == other.rule
                && principal.equals(other.principal)
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
