package dev.lonekey.detector.view;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.Outcome;
import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.account.AccountStatus.SnapshotResult;
import dev.lonekey.contract.account.TrailStatus;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
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
import dev.lonekey.detector.rule.Rules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A violation as the detector publishes it, with the little that tests care about.
 *
 * @param number makes the id, the key ids and how long after {@link #BEGIN} it opened, in seconds
 */
public record Published(
        int number,
        int revision,
        boolean isResolved,
        Severity severity,
        String account,
        String user,
        String userAgent) {

    public static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");
    public static final String ACCOUNT = "111122223333";

    public static Published open(int number) {
        return new Published(number, 1, false, Severity.MEDIUM, ACCOUNT, "user-" + number, "aws-cli/2.0");
    }

    public Published resolved() {
        return new Published(number, revision + 1, true, severity, account, user, userAgent);
    }

    public Published revision(int other) {
        return new Published(number, other, isResolved, severity, account, user, userAgent);
    }

    public Published severity(Severity other) {
        return new Published(number, revision, isResolved, other, account, user, userAgent);
    }

    public Published account(String other) {
        return new Published(number, revision, isResolved, severity, other, user, userAgent);
    }

    public Published user(String other) {
        return new Published(number, revision, isResolved, severity, account, other, userAgent);
    }

    public Published userAgent(String other) {
        return new Published(number, revision, isResolved, severity, account, user, other);
    }

    public static String id(int number) {
        return "%032x".formatted(number);
    }

    public String id() {
        return id(number);
    }

    public KnownViolation known() {
        return KnownViolation.of(event().toJson());
    }

    public ViolationEvent event() {
        var rule = Rules.IAM_USER_MULTIPLE_ACTIVE_KEYS;
        var openedAt = BEGIN.plusSeconds(number);
        var type = isResolved ? EventType.RESOLVED : revision == 1 ? EventType.OPENED : EventType.UPDATED;
        var first = "AKIA%09dAEXAMPLE".formatted(number);
        var second = "AKIA%09dBEXAMPLE".formatted(number);
        return new ViolationEvent(
                ViolationEvent.SCHEMA,
                id() + "-" + revision,
                id(),
                revision,
                type,
                type == EventType.UPDATED ? List.of(Change.KEYS) : List.of(),
                new ViolationEvent.RuleReference(rule.id(), rule.title(), rule.controls()),
                severity,
                new Account(account, "aws", Optional.of("Production")),
                new Principal(
                        PrincipalType.IAM_USER,
                        user,
                        Optional.of("arn:aws:iam::" + account + ":user/" + user),
                        Optional.of("AIDA%09dEXAMPLE".formatted(number)),
                        List.of()),
                List.of(key(first, openedAt), key(second, openedAt)),
                List.of(),
                new Cause.CloudTrail(
                        Optional.of("e-" + number),
                        "CreateAccessKey",
                        openedAt,
                        new Cause.Actor(
                                Optional.of("IAMUser"),
                                Optional.of("arn:aws:iam::" + account + ":user/Admin"),
                                Optional.empty()),
                        Optional.of("203.0.113.20"),
                        Optional.of(userAgent),
                        Optional.of("us-east-1")),
                openedAt,
                isResolved ? Optional.of(openedAt.plusSeconds(60)) : Optional.empty(),
                isResolved ? Optional.of(Resolution.KEY_DELETED) : Optional.empty(),
                Optional.empty(),
                openedAt.plusSeconds(1),
                Discovery.LIVE,
                Baseline.COMPLETE,
                severity == Severity.LOW ? Optional.of(openedAt.plusSeconds(86_400)) : Optional.empty(),
                severity == Severity.HIGH
                        ? Optional.of(new Exemption("legacy", "security", openedAt.plusSeconds(86_400)))
                        : Optional.empty(),
                new Remediation(
                        Optional.of(first),
                        List.of(second),
                        "Keep the newest key.",
                        List.of(
                                "aws iam update-access-key --user-name %s --access-key-id %s --status Inactive"
                                        .formatted(user, second),
                                "aws iam list-access-keys --user-name " + user),
                        List.of("https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html")));
    }

    private static Key key(String id, Instant createdAt) {
        return new Key(
                id,
                KeyStatus.ACTIVE,
                Optional.of(createdAt),
                Optional.of(createdAt),
                Optional.empty(),
                Evidence.CREATED);
    }

    /** The status of an account that is as it should be at {@link #BEGIN}. */
    public static AccountStatus account(String id, String name) {
        return account(id, name, RootKeys.NONE, Outcome.COMPLETED, Optional.of(BEGIN.minusSeconds(600)), 0);
    }

    /** The status of an account of which a trail was stopped. */
    public static AccountStatus stopped(String id, String trail) {
        var usual = account(id, "payments");
        var change = new TrailStatus.Change(
                "StopLogging", Optional.of("e-1"), BEGIN, Optional.of("mallory"), Optional.of("203.0.113.7"));
        return new AccountStatus(
                usual.schema(),
                usual.accountId(),
                usual.name(),
                usual.state(),
                usual.rootAccessKeys(),
                usual.rootSigningCertificates(),
                usual.users(),
                usual.keys(),
                usual.lastEventAt(),
                usual.lastSnapshot(),
                usual.evidenceAsOf(),
                usual.drift(),
                usual.updatedAt(),
                List.of(new TrailStatus(
                        trail,
                        "us-east-1",
                        Optional.empty(),
                        TrailStatus.State.STOPPED,
                        List.of(),
                        change,
                        Optional.empty())));
    }

    public static AccountStatus account(
            String id, String name, RootKeys root, Outcome outcome, Optional<Instant> evidence, long drift) {
        return new AccountStatus(
                AccountStatus.SCHEMA,
                id,
                Optional.of(name),
                Optional.of(AccountState.ACTIVE),
                root,
                RootCertificates.UNKNOWN,
                12,
                17,
                Optional.of(BEGIN),
                Optional.of(new SnapshotResult("s-1", BEGIN, Optional.of(BEGIN), outcome, Optional.empty())),
                evidence,
                drift,
                BEGIN);
    }
}
