package dev.lonekey.detector.webhook;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Account;
import dev.lonekey.contract.violation.ViolationEvent.Baseline;
import dev.lonekey.contract.violation.ViolationEvent.Change;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.Evidence;
import dev.lonekey.contract.violation.ViolationEvent.Exemption;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.Principal;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.contract.violation.ViolationEvent.Remediation;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.contract.violation.ViolationEvent.RuleReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Violation events for tests, which differ in what matters to who is told of them. */
public record Events(
        EventType type,
        Severity severity,
        Discovery discovery,
        String account,
        String user,
        String userAgent,
        List<Change> changes,
        Optional<Exemption> exception) {

    public static final Instant OPENED_AT = Instant.parse("2026-11-22T12:00:00Z");

    /** A second key of alice's, made now. */
    public static final Events OPENED = new Events(
            EventType.OPENED,
            Severity.MEDIUM,
            Discovery.LIVE,
            "111122223333",
            "alice",
            "aws-cli/2.31.9",
            List.of(),
            Optional.empty());

    public Events resolved() {
        return new Events(EventType.RESOLVED, severity, discovery, account, user, userAgent, List.of(), exception);
    }

    public Events updated(Change... what) {
        return new Events(EventType.UPDATED, severity, discovery, account, user, userAgent, List.of(what), exception);
    }

    public Events severity(Severity other) {
        return new Events(type, other, discovery, account, user, userAgent, changes, exception);
    }

    public Events discovery(Discovery other) {
        return new Events(type, severity, other, account, user, userAgent, changes, exception);
    }

    public Events account(String other) {
        return new Events(type, severity, discovery, other, user, userAgent, changes, exception);
    }

    public Events user(String other) {
        return new Events(type, severity, discovery, account, other, userAgent, changes, exception);
    }

    public Events userAgent(String other) {
        return new Events(type, severity, discovery, account, user, other, changes, exception);
    }

    public Events putUpWith() {
        var exemption = new Exemption("the old tool", "platform@example.com", OPENED_AT.plusSeconds(86_400));
        return new Events(type, severity, discovery, account, user, userAgent, changes, Optional.of(exemption));
    }

    /** The event, as a revision of the violation with that number. */
    public ViolationEvent event(int violation) {
        var id = "%032x".formatted(violation);
        var isOver = type == EventType.RESOLVED;
        var revision = type == EventType.OPENED ? 1 : 2;
        return new ViolationEvent(
                ViolationEvent.SCHEMA,
                id + "-" + revision,
                id,
                revision,
                type,
                changes,
                new RuleReference(
                        "iam-user-multiple-active-keys", "IAM user has more than one active access key", List.of()),
                severity,
                new Account(account, "aws", Optional.of("production")),
                new Principal(PrincipalType.IAM_USER, user, Optional.empty(), Optional.empty(), List.of()),
                List.of(key("AKIAIOSFODNN7EXAMPLE", KeyStatus.ACTIVE), key("AKIAI44QH8DHBEXAMPLE", KeyStatus.ACTIVE)),
                List.of(),
                new Cause.CloudTrail(
                        Optional.of("e-1"),
                        "CreateAccessKey",
                        OPENED_AT,
                        new Cause.Actor(
                                Optional.of("IAMUser"),
                                Optional.of("arn:aws:iam::111122223333:user/bob"),
                                Optional.empty()),
                        Optional.of("203.0.113.20"),
                        Optional.of(userAgent),
                        Optional.of("us-east-1")),
                OPENED_AT,
                isOver ? Optional.of(OPENED_AT.plusSeconds(120)) : Optional.empty(),
                isOver ? Optional.of(Resolution.KEY_DELETED) : Optional.empty(),
                Optional.empty(),
                OPENED_AT.plusSeconds(1),
                discovery,
                Baseline.COMPLETE,
                Optional.empty(),
                exception,
                new Remediation(
                        Optional.of("AKIAI44QH8DHBEXAMPLE"),
                        List.of("AKIAIOSFODNN7EXAMPLE"),
                        "Keep AKIAI44QH8DHBEXAMPLE, the newest key.",
                        List.of("aws iam list-access-keys --user-name '" + user + "'"),
                        List.of()));
    }

    private static Key key(String id, KeyStatus status) {
        return new Key(id, status, Optional.of(OPENED_AT), Optional.of(OPENED_AT), Optional.empty(), Evidence.CREATED);
    }
}
