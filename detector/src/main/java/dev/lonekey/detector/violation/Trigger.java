package dev.lonekey.detector.violation;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent.Account;
import java.time.Instant;

/**
 * What makes the histories be judged anew.
 *
 * @param cause as it stands in the events that come of it
 * @param now processing time
 */
public record Trigger(Account account, Cause cause, Instant now) {}
