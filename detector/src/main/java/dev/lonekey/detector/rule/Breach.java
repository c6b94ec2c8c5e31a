package dev.lonekey.detector.rule;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.history.Life;
import dev.lonekey.detector.history.Timeline;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A maximal interval in which too many keys of a user count.
 *
 * @param openedAt the first second at whose end it is so
 * @param end absent while it is still so
 * @param severity as of its end, or now
 * @param keys the keys counted at some second of it, with their status at its end, or now
 * @param last the keys counted last: until its end, or now
 */
public record Breach(
        Rule rule,
        Timeline timeline,
        Instant openedAt,
        Optional<End> end,
        Severity severity,
        Map<String, KeyStatus> keys,
        Set<String> last) {

    /**
     * The same breach with the beginning that it had when facts of that time were still kept.
     *
     * @param keysThen what counted in it; of a key that nothing is known of any more, it is known that it is gone
     * @param finalBefore a key that is first known later cannot have counted before
     */
    public Breach begun(Instant at, Set<String> keysThen, Instant finalBefore) {
        var all = new TreeMap<>(keys);
        for (var id : keysThen) {
            var known = timeline.key(id);
            if (known.isEmpty() && Key.isIdentified(id)) {
                all.putIfAbsent(id, KeyStatus.DELETED);
            }
            known.filter(key -> key.isKnownBefore(finalBefore))
                    .flatMap(key -> key.stateAt(end.map(End::at).orElse(Instant.MAX)))
                    .ifPresent(state -> all.putIfAbsent(id, state.status()));
        }
        return new Breach(rule, timeline, at, end, severity, all, last);
    }

    /** The same breach, cut to a part of its time: with the keys that counted then, and as bad as it was at the end of it. */
    public Breach within(Instant from, Optional<End> to) {
        return Breaches.within(this, from, to);
    }

    public Life life() {
        return timeline.life();
    }

    /**
     * The end of an interval.
     *
     * @param at the first second at whose end it is no longer so
     */
    public record End(Instant at, Resolution reason) {}
}
