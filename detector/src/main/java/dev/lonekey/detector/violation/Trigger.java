package dev.lonekey.detector.violation;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent.Account;
import java.time.Instant;
import java.util.Optional;

/**
 * What makes the histories be judged anew.
 *
 * @param cause as it stands in the events that come of it
 * @param now processing time
 */
public record Trigger(Account account, Cause cause, Instant now) {

    /** The AWS partition of the account, if the input tells one that is not the usual. */
    public Optional<String> unusualPartition() {
        return Optional.of(account.partition()).filter(partition -> !partition.equals(Account.DEFAULT_PARTITION));
    }

    /** The same, with what is known of the account. */
    public Trigger about(String partition, Optional<String> name) {
        return new Trigger(new Account(account.id(), partition, name), cause, now);
    }
}
