package dev.lonekey.detector.config;

import dev.lonekey.detector.policy.ExceptionRule;
import dev.lonekey.detector.rule.Rules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Objects;

/**
 * What is put up with for a while: none of it may be missing.
 *
 * @param account a pattern for the account's id, in which {@code *} stands for anything
 * @param principal a pattern for the user's name; {@code <root>} for the root user
 * @param rule the id of the rule, or {@code *}
 * @param reason why
 * @param owner who answers for it
 * @param expires from then on it is no longer put up with
 */
public record ExceptionSettings(
        String account, String principal, String rule, String reason, String owner, Instant expires) {

    public ExceptionSettings {
        requireAll(account, principal, rule, reason, owner, expires);
        if (!rule.equals(ExceptionRule.ANY_RULE)) {
            RuleIds.require(rule);
        }
        var exception = new ExceptionRule(account, principal, rule, reason, owner, expires);
        if (Rules.byId(rule).filter(named -> !exception.canCover(named)).isPresent()) {
            throw new IllegalArgumentException("\"" + principal + "\" never breaks " + rule + ": the root user is \""
                    + ExceptionRule.ROOT + "\", anything else an IAM user");
        }
    }

    private static void requireAll(
            String account, String principal, String rule, String reason, String owner, Instant expires) {
        var parts = new LinkedHashMap<String, String>();
        parts.put("account", account);
        parts.put("principal", principal);
        parts.put("rule", rule);
        parts.put("reason", reason);
        parts.put("owner", owner);
        parts.put("expires", Objects.toString(expires, ""));
        parts.values().removeIf(value -> value != null && !value.isBlank());
        if (!parts.isEmpty()) {
            throw new IllegalArgumentException("an exception without " + String.join(", ", parts.keySet())
                    + "; it needs account, principal, rule, reason, owner and expires");
        }
    }

    ExceptionRule toRule() {
        return new ExceptionRule(account, principal, rule, reason, owner, expires);
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expires);
    }

    /** What to say of it when it has expired. */
    public String expiry() {
        return this + " expired at " + expires + " and excepts nothing any more; renew or remove it";
    }

    /** In words, for a message. */
    @Override
    public String toString() {
        return "the exception of %s for %s in account %s (owner %s)".formatted(rule, principal, account, owner);
    }
}
