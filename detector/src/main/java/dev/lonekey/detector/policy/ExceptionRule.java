package dev.lonekey.detector.policy;

import dev.lonekey.detector.rule.Breach;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Something that is put up with for a while.
 *
 * @param account a pattern for the account's id, in which {@code *} stands for anything
 * @param principal a pattern for the user's name, which is not told apart by case; {@code <root>} for the root user
 * @param rule the id of the rule, or {@code *}
 * @param expiresAt from then on it is no longer put up with
 */
public record ExceptionRule(
        String account, String principal, String rule, String reason, String owner, Instant expiresAt) {

    /** How the root user is called in {@link #principal}: no IAM user can be called so. */
    public static final String ROOT = "<root>";

    /** Whether a breach is meant. */
    boolean covers(Breach breach, String accountId) {
        var name = breach.life().isRoot() ? ROOT : breach.life().name().folded();
        return matches(account, accountId)
                && matches(principal.toLowerCase(Locale.ROOT), name)
                && matches(rule, breach.rule().id());
    }

    private static boolean matches(String pattern, String text) {
        var regex = new StringBuilder();
        for (var literal : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
        }
        return Pattern.matches(regex.toString(), text);
    }
}
