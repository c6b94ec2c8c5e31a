package dev.lonekey.standalone.violation;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.runtime.text.Harmless;
import dev.lonekey.standalone.terminal.InWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of a violation event in words, all of them harmless to print.
 *
 * @param now what ages are counted to
 */
record Wording(Instant now) {

    static String who(ViolationEvent event) {
        return event.principal().type() == PrincipalType.ROOT
                ? "root"
                : Harmless.text(event.principal().name());
    }

    static String account(ViolationEvent event) {
        var name = event.account().name().map(known -> " (" + Harmless.text(known) + ")");
        return Harmless.text(event.account().id()) + name.orElse("");
    }

    /** {@code 2026-11-22 01:13:37 UTC}. */
    static String time(Instant time) {
        return InWords.time(time);
    }

    String ago(Instant time) {
        return InWords.duration(Duration.between(time, now)) + " ago";
    }

    /** {@code AKIAIOSFODNN7EXAMPLE  active    made 3 days ago}; with the best that is known where its creation is not. */
    String key(ViolationEvent.Key key) {
        var status = key.status().name().toLowerCase(Locale.ROOT);
        return "%-20s  %-8s  %s".formatted(Harmless.text(key.accessKeyId()), status, age(key).orElse("of unknown age"));
    }

    private Optional<String> age(ViolationEvent.Key key) {
        return key.createdAt().map(at -> "made " + ago(at)).or(() -> key.activeSince()
                .map(at -> "active for at least " + InWords.duration(Duration.between(at, now))));
    }

    /** Who caused it, by what call and from where. */
    static String by(Cause cause) {
        if (cause instanceof Cause.Snapshot snapshot) {
            return "a look at the account at " + time(snapshot.until());
        }
        if (!(cause instanceof Cause.CloudTrail call)) {
            return cause instanceof Cause.Timer ? "time that went by" : "a changed configuration";
        }
        var actor = call.actor().arn().or(() -> call.actor().type()).map(Harmless::text);
        var from = call.sourceIp().map(ip -> " from " + Harmless.text(ip));
        var with = call.userAgent().map(agent -> " with " + firstProduct(Harmless.text(agent)));
        return actor.orElse("somebody unknown") + ": " + Harmless.text(call.eventName()) + from.orElse("")
                + with.orElse("");
    }

    /** Of {@code aws-cli/2.31.9 md/awscrt#0.28.1 ua/2.1 os/linux…} the part that a person looks for; all of it is in the event. */
    private static String firstProduct(String userAgent) {
        var end = userAgent.indexOf(' ');
        return end > 0 && userAgent.lastIndexOf('/', end) > 0 ? userAgent.substring(0, end) : userAgent;
    }

    /** Until when it is put up with, why, and who answers for that. */
    static String exception(ViolationEvent.Exemption exception) {
        return "until " + time(exception.expiresAt()) + ": " + Harmless.text(exception.reason()) + " ("
                + Harmless.text(exception.owner()) + ")";
    }

    static String resolution(ViolationEvent event) {
        return event.resolution()
                .map(reason -> switch (reason) {
                    case KEY_DELETED -> "key deleted";
                    case KEY_DEACTIVATED -> "key deactivated";
                    case USER_DELETED -> "user deleted";
                    case ABSENT_FROM_SNAPSHOT -> "key gone";
                    case ACCOUNT_GONE -> "account closed";
                    case RULE_DISABLED -> "rule switched off";
                    case RETRACTED -> "never was";
                })
                .orElse("");
    }
}
