package dev.lonekey.detector.violation;

import dev.lonekey.detector.history.Completed;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rule;
import java.time.Instant;

/**
 * From where histories are looked at.
 *
 * @param completed the account's completed snapshots
 * @param finalBefore what ended before then is final: facts of that time are no longer kept
 */
public record Standpoint(Policy policy, Completed completed, Instant finalBefore) {

    boolean isOn(String ruleId) {
        return policy.rules().stream().map(Rule::id).anyMatch(ruleId::equals);
    }
}
