package dev.lonekey.detector.rule;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Control;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.contract.violation.ViolationEvent.RuleReference;
import dev.lonekey.detector.history.KeyState;
import dev.lonekey.detector.history.Life;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A rule: whose keys are watched, which of them count, and how many are allowed.
 *
 * @param id stable, as it stands in events
 * @param controls the controls of published benchmarks that ask for it
 * @param counts whether a key in this state counts
 * @param allowed more than so many are a violation
 * @param severity from the states of the keys that count
 */
public record Rule(
        String id,
        String title,
        List<Control> controls,
        PrincipalType watches,
        Predicate<KeyState> counts,
        int allowed,
        Function<Collection<KeyState>, Severity> severity) {

    public boolean watches(Life life) {
        return life.isRoot() == (watches == PrincipalType.ROOT);
    }

    /** As it stands in events. */
    public RuleReference reference() {
        return new RuleReference(id, title, controls);
    }
}
