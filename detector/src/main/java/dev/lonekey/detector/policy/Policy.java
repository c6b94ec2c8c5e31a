package dev.lonekey.detector.policy;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Exemption;
import dev.lonekey.detector.history.KeyTimeline;
import dev.lonekey.detector.rule.Breach;
import dev.lonekey.detector.rule.Rule;
import dev.lonekey.detector.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What is configured, and what that makes of a breach at a time. It decides how bad a breach is and whether it is put up
 * with, never which breaches there are, but for rules that are switched off.
 *
 * @param rules those that are switched on, as they are configured
 * @param rotationWindow for so long a second key is taken for a rotation; empty for never
 * @param exceptions what is put up with; of several that match, the one that lasts longest counts
 * @param limits durations and sizes
 */
public record Policy(
        List<Rule> rules, Optional<Duration> rotationWindow, List<ExceptionRule> exceptions, Limits limits) {

    /** All rules as they are, no exceptions. */
    public static final Policy DEFAULT = new Policy(Rules.ALL, Optional.empty(), List.of(), Limits.DEFAULT);

    /** The same for a look at the past, in which nothing is too old. */
    public static final Policy WITHOUT_HORIZON = DEFAULT.withoutHorizon();

    public Policy {
        rules = List.copyOf(rules);
        exceptions = List.copyOf(exceptions);
    }

    /** The same for a look at the past, in which nothing is too old. */
    public Policy withoutHorizon() {
        return new Policy(rules, rotationWindow, exceptions, limits.withoutHorizon());
    }

    /**
     * How a breach looks at a time.
     *
     * @param account the account's id
     */
    public Finding assess(Breach breach, String account, Instant now) {
        var asOf = breach.end().map(Breach.End::at).orElse(now);
        var rotationEndsAt = rotationEndsAt(breach);
        var exemption = exceptions.stream()
                .filter(exception -> exception.covers(breach, account) && asOf.isBefore(exception.expiresAt()))
                .max(Comparator.comparing(ExceptionRule::expiresAt))
                .map(exception -> new Exemption(exception.reason(), exception.owner(), exception.expiresAt()));
        var severity = rotationEndsAt.filter(asOf::isBefore).isPresent() ? Severity.LOW : breach.severity();
        return new Finding(breach, severity, rotationEndsAt, exemption);
    }

    private Optional<Instant> rotationEndsAt(Breach breach) {
        if (rotationWindow.isEmpty() || breach.life().isRoot() || breach.last().size() != 2) {
            return Optional.empty();
        }
        var created = breach.timeline().keys().stream()
                .filter(key -> breach.last().contains(key.accessKeyId()))
                .map(KeyTimeline::createdAt)
                .flatMap(Optional::stream)
                .toList();
        var begin = created.size() == 2
                ? created.stream().max(Comparator.naturalOrder()).orElseThrow()
                : breach.openedAt();
        return Optional.of(begin.plus(rotationWindow.get()));
    }

    /** The same for equal configurations, another for others: what was judged under another one is to be judged anew. */
    public String fingerprint() {
        var text = new StringBuilder();
        rules.forEach(rule -> text.append(rule.settings()).append('\n'));
        text.append(rotationWindow).append(exceptions).append(limits.margin());
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
