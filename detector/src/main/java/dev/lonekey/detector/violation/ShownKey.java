package dev.lonekey.detector.violation;

import dev.lonekey.contract.violation.ViolationEvent.Evidence;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.detector.history.KeyTimeline;
import java.time.Instant;
import java.util.Optional;

/**
 * A key as an event shows it.
 *
 * @param until the end of the violation's interval, at which the key is shown; absent for now
 */
record ShownKey(KeyTimeline timeline, Optional<Instant> until) {

    /** As it stands in events. */
    Key toKey() {
        var status = KeyStatus.UNKNOWN;
        var activeSince = Optional.<Instant>empty();
        for (var turn : timeline.turns()) {
            if (until.filter(turn.at()::isAfter).isPresent()) {
                break;
            }
            if (turn.state().status() != KeyStatus.ACTIVE) {
                activeSince = Optional.empty();
            } else if (activeSince.isEmpty()) {
                activeSince = Optional.of(turn.at());
            }
            status = turn.state().status();
        }
        var facts = timeline.key();
        return new Key(facts.accessKeyId(), status, timeline.createdAt(), activeSince, facts.lastUsedAt(), evidence());
    }

    private Evidence evidence() {
        if (timeline.key().createdAt().isPresent()) {
            return Evidence.CREATED;
        }
        if (!timeline.key().changes().isEmpty()) {
            return Evidence.CHANGED;
        }
        if (!timeline.key().uses().isEmpty()) {
            return Evidence.USED;
        }
        return timeline.isIdentified() ? Evidence.LISTED : Evidence.REPORTED;
    }
}
