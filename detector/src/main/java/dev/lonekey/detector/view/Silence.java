package dev.lonekey.detector.view;

import dev.lonekey.contract.account.AccountStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When silence is news.
 *
 * @param eventsAfter an account without an event for so long is silent; empty: none is
 */
public record Silence(Optional<Duration> eventsAfter) {

    /** No account is. */
    public static final Silence NEVER = new Silence(Optional.empty());

    /** Whether an event of an account is overdue; of one that never had any, too. */
    public boolean isSilent(AccountStatus account, Instant now) {
        return isDue(account.lastEventAt(), now);
    }

    /** Whether it is time for an event, if this was the last one. */
    public boolean isDue(Optional<Instant> lastEventAt, Instant now) {
        return eventsAfter
                .filter(length ->
                        lastEventAt.filter(now.minus(length)::isBefore).isEmpty())
                .isPresent();
    }
}
