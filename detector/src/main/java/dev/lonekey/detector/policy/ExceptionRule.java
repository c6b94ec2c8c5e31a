package dev.lonekey.detector.policy;

import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.detector.rule.Breach;
import dev.lonekey.detector.rule.Rule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Something that is put up with for a while, by somebody, for a reason.
 *
 * @param account a pattern for the account's id, in which {@code *} stands for anything
 * @param principal a pattern for the user's name, which is not told apart by case; {@code <root>} for the root user
 * @param rule the id of the rule, or {@link #ANY_RULE}
 * @param expiresAt from then on it is no longer put up with; in whole seconds, as all times that are kept
 */
public record ExceptionRule(
        String account, String principal, String rule, String reason, String owner, Instant expiresAt) {

    /** How the root user is called in {@link #principal}: no IAM user can be called so. */
    public static final String ROOT = "<root>";

    /** As a {@link #rule}: all of them. */
    public static final String ANY_RULE = "*";

    public ExceptionRule {
        require(account, "an account");
        require(principal, "a principal");
        require(rule, "a rule");
        require(reason, "a reason");
        require(owner, "an owner");
        if (expiresAt == null) {
            throw new IllegalArgumentException("an exception needs an expiry");
        }
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
    }

    private static void require(String part, String what) {
        if (part == null || part.isBlank()) {
            throw new IllegalArgumentException("an exception needs " + what);
        }
    }

    /** Whether a rule can be broken by somebody who is meant: only users break rules about users, and root those about root. */
    public boolean canCover(Rule broken) {
        return broken.watches() == PrincipalType.ROOT
                ? Wildcard.matches(principal.toLowerCase(Locale.ROOT), ROOT)
                : !principal.equalsIgnoreCase(ROOT);
    }

    /** Whether a breach is meant. */
    boolean covers(Breach breach, String accountId) {
        var name = breach.life().isRoot() ? ROOT : breach.life().name().folded();
        return Wildcard.matches(account, accountId)
                && Wildcard.matches(principal.toLowerCase(Locale.ROOT), name)
                && Wildcard.matches(rule, breach.rule().id());
    }
}
