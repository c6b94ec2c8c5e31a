package dev.lonekey.detector.rule;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Control;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.detector.history.KeyState;
import java.util.List;
import java.util.Optional;

/** The rules that there are. */
public final class Rules {

    private static final String CIS = "CIS AWS Foundations Benchmark";

    /** An IAM user has at most one active access key. */
    public static final Rule IAM_USER_MULTIPLE_ACTIVE_KEYS = new Rule(
            "iam-user-multiple-active-keys",
            "IAM user has more than one active access key",
            List.of(
                    new Control(CIS, List.of("v1.3", "v1.4", "v1.5", "v2.0", "v3.0", "v4.0", "v4.0.1"), "1.13"),
                    new Control(CIS, List.of("v5.0"), "1.12"),
                    new Control(CIS, List.of("v6.0"), "2.12")),
            PrincipalType.IAM_USER,
            state -> state.status() == KeyStatus.ACTIVE,
            1,
            states -> Severity.MEDIUM);

    /** The root user has no access key, active or not. */
    public static final Rule ROOT_ACCESS_KEY_PRESENT = new Rule(
            "root-access-key-present",
            "Root user has an access key",
            List.of(
                    new Control(CIS, List.of("v1.2"), "1.12"),
                    new Control(CIS, List.of("v1.3", "v1.4", "v1.5", "v2.0", "v3.0", "v4.0", "v4.0.1"), "1.4"),
                    new Control(CIS, List.of("v5.0"), "1.3"),
                    new Control(CIS, List.of("v6.0"), "2.3"),
                    new Control(CIS, List.of("v7.0"), "2.4"),
                    new Control("AWS Foundational Security Best Practices", List.of(), "IAM.4"),
                    new Control("CCE", List.of(), "CCE-78910-7")),
            PrincipalType.ROOT,
            KeyState::exists,
            0,
            states -> states.stream().allMatch(state -> state.status() == KeyStatus.INACTIVE)
                    ? Severity.HIGH
                    : Severity.CRITICAL);

    /** All of them. */
    public static final List<Rule> ALL = List.of(IAM_USER_MULTIPLE_ACTIVE_KEYS, ROOT_ACCESS_KEY_PRESENT);

    private Rules() {}

    /** The rule with this id. */
    public static Optional<Rule> byId(String id) {
        return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }
}
