package dev.lonekey.detector.rule;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Control;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.contract.violation.ViolationEvent.RuleReference;
import dev.lonekey.detector.history.KeyState;
import dev.lonekey.detector.history.Timeline;
import dev.lonekey.detector.history.Timeline.Credential;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A rule: whose keys are watched, which of them count, and how many are allowed.
 *
 * @param id stable, as it stands in events
 * @param controls the controls of published benchmarks that ask for it
 * @param credential what is counted
 * @param counts whether a key in this state counts
 * @param allowed more than so many are a violation
 * @param severity from the states of the keys that count
 */
public record Rule(
        String id,
        String title,
        List<Control> controls,
        PrincipalType watches,
        Credential credential,
        Predicate<KeyState> counts,
        int allowed,
        Function<Collection<KeyState>, Severity> severity) {

    public boolean watches(Timeline timeline) {
        return timeline.life().isRoot() == (watches == PrincipalType.ROOT) && timeline.credential() == credential;
    }

    /** How it is configured, as far as that can differ. */
    public String settings() {
        return id + " " + severity.apply(List.of(KeyState.USED)) + " " + severity.apply(List.of(KeyState.DEACTIVATED))
                + " " + counts.test(KeyState.DEACTIVATED);
    }

    /** The same rule, with only part of what it counts counted. */
    Rule counting(Predicate<KeyState> fewer) {
        return new Rule(id, title, controls, watches, credential, fewer, allowed, severity);
    }

    /** The same rule with a severity of its own. */
    Rule as(Severity always) {
        return new Rule(id, title, controls, watches, credential, counts, allowed, states -> always);
    }

    /** As it stands in events. */
    public RuleReference reference() {
        return new RuleReference(id, title, controls);
    }
}
