package dev.lonekey.detector.rule;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.history.Life;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A maximal interval in which too many keys of a user count.
 *
 * @param openedAt the first second at whose end it is so
 * @param end absent while it is still so
 * @param severity as of its end, or now
 * @param keys counted at some second of it, with their status at its end, or now
 * @param otherKeys the user's other known keys, likewise
 */
public record Breach(
        Rule rule,
        Life life,
        Instant openedAt,
        Optional<End> end,
        Severity severity,
        List<Key> keys,
        List<Key> otherKeys) {

    /**
     * The end of an interval.
     *
     * @param at the first second at whose end it is no longer so
     */
    public record End(Instant at, Resolution reason) {}
}
