package dev.lonekey.detector.webhook;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.runtime.text.Harmless;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An event as a person reads it in a chat. No part can break out of its line, but each may hold what a chat takes for markup:
 * names and user agents are whatever an attacker sent.
 *
 * @param headline what happened to whom
 * @param rule what is broken
 * @param advice what to do, and why; empty once it is over
 * @param commands for a shell
 */
record Alert(
        EventType type,
        Severity severity,
        String headline,
        String rule,
        List<Fact> facts,
        String advice,
        List<String> commands) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Of a hundred keys nobody reads all in a chat. */
    private static final int MAX_KEYS = 10;

    private static final int MAX_COMMANDS = 20;

    /** A line of what is known. */
    record Fact(String name, String value) {}

    static Alert of(ViolationEvent event) {
        var over = event.type() == EventType.RESOLVED;
        return new Alert(
                event.type(),
                event.severity(),
                headline(event),
                Harmless.text(event.rule().title()),
                facts(event),
                over ? "" : Harmless.text(event.remediation().reason()),
                over
                        ? List.of()
                        : event.remediation().commands().stream()
                                .limit(MAX_COMMANDS)
                                .map(Harmless::command)
                                .toList());
    }

    private static String headline(ViolationEvent event) {
        var what = event.type() == EventType.RESOLVED ? event.type().name() : event.type() + " " + event.severity();
        return what + ": " + who(event) + " of account " + account(event);
    }

    private static String who(ViolationEvent event) {
        return event.principal().type() == PrincipalType.ROOT
                ? "root"
                : Harmless.text(event.principal().name());
    }

    private static String account(ViolationEvent event) {
        var name = event.account().name().map(known -> " (" + Harmless.text(known) + ")");
        return Harmless.text(event.account().id()) + name.orElse("");
    }

    private static List<Fact> facts(ViolationEvent event) {
        var facts = new ArrayList<Fact>();
        if (!event.changes().isEmpty()) {
            facts.add(new Fact("Changed", inWords(event.changes())));
        }
        facts.add(new Fact("Since", time(event.openedAt())));
        event.resolvedAt().ifPresent(at -> facts.add(new Fact("Until", time(at))));
        event.resolution().ifPresent(why -> facts.add(new Fact("Ended by", inWords(List.of(why)))));
        facts.add(new Fact("By", by(event.cause())));
        if (!event.keys().isEmpty()) { // a retraction may name none, and chats refuse empty text
            facts.add(new Fact("Keys", keys(event.keys())));
        }
        event.rotationEndsAt().ifPresent(end -> facts.add(new Fact("Taken for a rotation until", time(end))));
        event.exception().ifPresent(exception -> facts.add(new Fact("Put up with", exception(exception))));
        facts.add(new Fact("Event", event.eventId()));
        return List.copyOf(facts);
    }

    private static String inWords(List<? extends Enum<?>> names) {
        return names.stream()
                .map(name -> name.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private static String keys(List<ViolationEvent.Key> keys) {
        var shown = keys.stream()
                .limit(MAX_KEYS)
                .map(key -> Harmless.text(key.accessKeyId()) + " " + inWords(List.of(key.status())))
                .collect(Collectors.joining(", "));
        return keys.size() > MAX_KEYS ? shown + " and " + (keys.size() - MAX_KEYS) + " more" : shown;
    }

    private static String exception(ViolationEvent.Exemption exception) {
        return "until " + time(exception.expiresAt()) + ": " + Harmless.text(exception.reason()) + " ("
                + Harmless.text(exception.owner()) + ")";
    }

    private static String by(Cause cause) {
        if (cause instanceof Cause.Snapshot snapshot) {
            return "a look at the account at " + time(snapshot.until());
        }
        if (!(cause instanceof Cause.CloudTrail call)) {
            return cause instanceof Cause.Timer ? "time that went by" : "a changed configuration";
        }
        var actor = call.actor().arn().or(() -> call.actor().type()).map(Harmless::text);
        var from = call.sourceIp().map(ip -> " from " + Harmless.text(ip));
        var with = call.userAgent().map(agent -> " with " + Harmless.text(agent));
        return actor.orElse("somebody unknown") + ": " + Harmless.text(call.eventName()) + from.orElse("")
                + with.orElse("");
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }
}
