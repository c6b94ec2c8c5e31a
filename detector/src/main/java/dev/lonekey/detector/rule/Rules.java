package dev.lonekey.detector.rule;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Control;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.detector.history.KeyState;
import dev.lonekey.detector.history.Timeline.Credential;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
            Credential.ACCESS_KEY,
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
            Credential.ACCESS_KEY,
            KeyState::exists,
            0,
            states -> states.stream().allMatch(state -> state.status() == KeyStatus.INACTIVE)
                    ? Severity.HIGH
                    : Severity.CRITICAL);

    /** The root user has no signing certificate: it is as long-lived a secret as an access key. */
    public static final Rule ROOT_SIGNING_CERTIFICATE_PRESENT = new Rule(
            "root-signing-certificate-present",
            "Root user has a signing certificate",
            List.of(),
            PrincipalType.ROOT,
            Credential.SIGNING_CERTIFICATE,
            KeyState::exists,
            0,
            states -> Severity.HIGH);

    /** All of them, as they are unless configured otherwise. */
    public static final List<Rule> ALL =
            List.of(IAM_USER_MULTIPLE_ACTIVE_KEYS, ROOT_ACCESS_KEY_PRESENT, ROOT_SIGNING_CERTIFICATE_PRESENT);

    private Rules() {}

    /**
     * The rules as they are configured.
     *
     * @param off ids of rules that are switched off
     * @param severities by the id of the rule; others are as bad as they are by themselves
     * @param ignoreInactiveRootKeys whether an inactive root key is no violation; published audits disagree
     */
    public static List<Rule> configured(
            Set<String> off, Map<String, Severity> severities, boolean ignoreInactiveRootKeys) {
        return ALL.stream()
                .filter(rule -> !off.contains(rule.id()))
                .map(rule -> ignoreInactiveRootKeys && rule.id().equals(ROOT_ACCESS_KEY_PRESENT.id())
                        ? rule.counting(state -> state.exists() && state.status() != KeyStatus.INACTIVE)
                        : rule)
                .map(rule -> severities.containsKey(rule.id()) ? rule.as(severities.get(rule.id())) : rule)
                .toList();
    }

    /** The rule with this id. */
    public static Optional<Rule> byId(String id) {
        return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }
}
