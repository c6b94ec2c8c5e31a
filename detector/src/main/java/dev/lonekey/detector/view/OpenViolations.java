package dev.lonekey.detector.view;

import dev.lonekey.contract.violation.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is open in an account.
 *
 * @param worst absent when nothing is
 */
public record OpenViolations(int count, Optional<Severity> worst) {

    static final OpenViolations NONE = new OpenViolations(0, Optional.empty());

    /** By account; those without any are left out. */
    static Map<String, OpenViolations> byAccount(Violations violations) {
        var counted = new HashMap<String, OpenViolations>();
        violations.forEach(violation -> {
            if (violation.isOpen()) {
                counted.merge(violation.accountId(), NONE.with(violation.severity()), OpenViolations::plus);
            }
        });
        return counted;
    }

    private OpenViolations with(Severity severity) {
        return new OpenViolations(count + 1, Optional.of(severity));
    }

    private OpenViolations plus(OpenViolations other) {
        var worse = worst.filter(mine ->
                        other.worst.filter(its -> its.compareTo(mine) > 0).isEmpty())
                .or(() -> other.worst);
        return new OpenViolations(count + other.count, worse);
    }
}
