package dev.lonekey.standalone.violation;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Account;
import dev.lonekey.contract.violation.ViolationEvent.Baseline;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.Evidence;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.Principal;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.contract.violation.ViolationEvent.Remediation;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.contract.violation.ViolationEvent.RuleReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Violation events for tests; ten minutes before {@link #NOW} everything begins. */
final class Violations {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final Instant OPENED_AT = NOW.minusSeconds(600);

    private Violations() {}

    static ViolationEvent opened(String id, Severity severity) {
        return event(id, 1, EventType.OPENED, severity, "alice", Optional.empty());
    }

    static ViolationEvent openedFor(String user) {
        return event("v-1", 1, EventType.OPENED, Severity.MEDIUM, user, Optional.empty());
    }

    static ViolationEvent resolved(String id, int revision, Resolution reason) {
        return event(id, revision, EventType.RESOLVED, Severity.MEDIUM, "alice", Optional.of(reason));
    }

    static ViolationEvent event(
            String id, int revision, EventType type, Severity severity, String user, Optional<Resolution> resolution) {
        return new ViolationEvent(
                ViolationEvent.SCHEMA,
                id + "-" + revision,
                id,
                revision,
                type,
                List.of(),
                new RuleReference(
                        "iam-user-multiple-active-keys", "IAM user has more than one active access key", List.of()),
                severity,
                new Account("111122223333", "aws", Optional.of("production")),
                new Principal(PrincipalType.IAM_USER, user, Optional.empty(), Optional.empty(), List.of()),
                List.of(key("AKIAIOSFODNN7EXAMPLE", KeyStatus.ACTIVE), key("AKIAI44QH8DHBEXAMPLE", KeyStatus.INACTIVE)),
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
                        Optional.of("aws-cli\u001b[2J/2.0"),
                        Optional.of("us-east-1")),
                OPENED_AT,
                resolution.map(reason -> OPENED_AT.plusSeconds(120)),
                resolution,
                Optional.empty(),
                NOW,
                Discovery.LIVE,
                Baseline.EVENTS_ONLY,
                Optional.empty(),
                Optional.empty(),
                new Remediation(
                        Optional.of("AKIAIOSFODNN7EXAMPLE"),
                        List.of("AKIAI44QH8DHBEXAMPLE"),
                        "Keep the newest key.",
                        List.of(
                                "aws iam update-access-key --user-name alice --access-key-id AKIAI44QH8DHBEXAMPLE --status Inactive"),
                        List.of()));
    }

    private static ViolationEvent.Key key(String id, KeyStatus status) {
        return new ViolationEvent.Key(
                id, status, Optional.of(OPENED_AT), Optional.of(OPENED_AT), Optional.empty(), Evidence.CREATED);
    }
}
