package dev.lonekey.detector.view;

import dev.lonekey.contract.violation.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which violations are asked for.
 *
 * @param severities none for all
 * @param principal the name, in any case
 * @param text is looked for in account, principal, keys, id and actor, in any case
 */
public record ViolationQuery(
        Status status,
        Optional<String> account,
        Optional<String> rule,
        Set<Severity> severities,
        Optional<String> principal,
        Optional<String> text,
        Order order,
        Page page) {

    public ViolationQuery {
        severities = Set.copyOf(severities);
        text = text.map(each -> each.toLowerCase(Locale.ROOT));
    }

    /** Whether a violation goes on. */
    public enum Status {
        OPEN,
        RESOLVED,
        ALL
    }

    /** All that are open, the worst first. */
    public static final ViolationQuery OPEN = new ViolationQuery(
            Status.OPEN,
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Order.SEVERITY,
            Page.FIRST);

    boolean wants(KnownViolation violation) {
        return (status == Status.ALL || violation.isOpen() == (status == Status.OPEN))
                && (severities.isEmpty() || severities.contains(violation.severity()))
                && account.map(violation.accountId()::equals).orElse(true)
                && rule.map(violation.rule()::equals).orElse(true)
                && principal.map(violation.principal()::equalsIgnoreCase).orElse(true)
                && text.map(violation.searched()::contains).orElse(true);
    }
}
