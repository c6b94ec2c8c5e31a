package dev.lonekey.ingest.trail;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * Which files are meant.
 *
 * @param since first day, UTC, on which CloudTrail wrote them
 * @param until last day
 * @param accounts whose; if empty, all
 */
public record TrailRange(LocalDate since, LocalDate until, Set<String> accounts) {

    public TrailRange {
        accounts = Set.copyOf(accounts);
        if (until.isBefore(since)) {
            throw new IllegalArgumentException(since + " is after " + until);
        }
    }

    boolean isOfAccount(String account) {
        return accounts.isEmpty() || accounts.contains(account);
    }

    boolean holds(TrailObject object) {
        var day = object.time().atOffset(ZoneOffset.UTC).toLocalDate();
        return isOfAccount(object.account()) && !day.isBefore(since) && !day.isAfter(until);
    }
}
