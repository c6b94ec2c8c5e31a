package dev.lonekey.standalone.page;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.Outcome;
import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.account.AccountStatus.SnapshotResult;
import dev.lonekey.contract.account.TrailStatus;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Account;
import dev.lonekey.contract.violation.ViolationEvent.Baseline;
import dev.lonekey.contract.violation.ViolationEvent.Control;
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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What the page is to show.
 *
 * @param number tells it from others; its id is made of it
 * @param text stands wherever a violation holds text from outside
 */
record Shown(int number, Severity severity, String account, String text) {

    private static final RuleReference RULE = new RuleReference(
            "iam-user-multiple-active-keys",
            "IAM user has more than one active access key",
            List.of(new Control("CIS AWS Foundations", List.of("v1.3", "v1.4", "v4.0.1"), "1.13")));

    /** An open violation of a user. */
    static ViolationEvent open(int number, String user) {
        return new Shown(number, Severity.MEDIUM, "111122223333", user).event(EventType.OPENED);
    }

    /** An open violation of a user, as bad as it is said to be. */
    static ViolationEvent open(int number, String user, Severity severity, String account) {
        return new Shown(number, severity, account, user).event(EventType.OPENED);
    }

    /** The end of that violation. */
    static ViolationEvent resolved(int number, String user) {
        return new Shown(number, Severity.MEDIUM, "111122223333", user).event(EventType.RESOLVED);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    static String id(int number) {
        return "%032x".formatted(number);
    }

    ViolationEvent event(EventType type) {
        var isOver = type == EventType.RESOLVED;
        var revision = isOver ? 2 : 1;
        var now = now();
        var since = now.minusSeconds(600 + number);
        return new ViolationEvent(
                ViolationEvent.SCHEMA,
                id(number) + "-" + revision,
                id(number),
                revision,
                type,
                List.of(),
                RULE,
                severity,
                new Account(account, "aws", Optional.of("Account of " + text)),
                new Principal(
                        PrincipalType.IAM_USER,
                        text,
                        Optional.of("arn:aws:iam::111122223333:user/" + text),
                        Optional.empty(),
                        List.of("before-" + text)),
                List.of(key(1, since.minusSeconds(86_400)), key(2, since)),
                List.of(),
                new Cause.CloudTrail(
                        Optional.of(text),
                        "CreateAccessKey",
                        since,
                        new Cause.Actor(Optional.of("AssumedRole"), Optional.of(text), Optional.of(text)),
                        Optional.of(text),
                        Optional.of(text),
                        Optional.of(text)),
                since,
                isOver ? Optional.of(now.minusSeconds(30)) : Optional.empty(),
                isOver ? Optional.of(Resolution.KEY_DELETED) : Optional.empty(),
                Optional.empty(),
                since.plusSeconds(5),
                Discovery.LIVE,
                number % 2 == 0 ? Baseline.COMPLETE : Baseline.EVENTS_ONLY,
                Optional.empty(),
                number % 3 == 0
                        ? Optional.of(new Exemption(text, "platform@example.com", now.plusSeconds(864_000)))
                        : Optional.empty(),
                new Remediation(
                        Optional.of(keyId(2)),
                        List.of(keyId(1)),
                        "Keep %s: %s".formatted(keyId(2), text),
                        List.of(
                                "aws iam update-access-key --access-key-id %s --status Inactive".formatted(keyId(1)),
                                text),
                        List.of(
                                "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
                                text)));
    }

    private Key key(int which, Instant created) {
        return new Key(
                keyId(which),
                KeyStatus.ACTIVE,
                Optional.of(created),
                Optional.of(created),
                Optional.empty(),
                Evidence.CREATED);
    }

    private String keyId(int which) {
        return "AKIA%06dK%dEXAMPLE".formatted(number, which);
    }

    /** An account whose last snapshot failed. */
    static AccountStatus failed(String id, String name, String reason) {
        var now = now();
        return new AccountStatus(
                AccountStatus.SCHEMA,
                id,
                Optional.of(name),
                Optional.empty(),
                RootKeys.UNKNOWN,
                RootCertificates.UNKNOWN,
                0,
                0,
                Optional.empty(),
                Optional.of(new SnapshotResult("s-1", now, Optional.empty(), Outcome.FAILED, Optional.of(reason))),
                Optional.empty(),
                0,
                now);
    }

    /** An account of which a trail was stopped; the text stands wherever text can stand. */
    static AccountStatus stopped(String id, String text) {
        var now = now();
        var change = new TrailStatus.Change(
                "StopLogging", Optional.of(text), now.minusSeconds(300), Optional.of(text), Optional.of(text));
        return new AccountStatus(
                AccountStatus.SCHEMA,
                id,
                Optional.of(text),
                Optional.empty(),
                RootKeys.NONE,
                RootCertificates.NONE,
                12,
                14,
                Optional.of(now.minusSeconds(300)),
                Optional.empty(),
                Optional.of(now.minusSeconds(900)),
                0,
                now,
                List.of(new TrailStatus(
                        text, text, Optional.empty(), TrailStatus.State.STOPPED, List.of(), change, Optional.empty())));
    }

    /** An account that was listed, with some drift. */
    static AccountStatus listed(String id, String name, RootKeys root, long drift) {
        var now = now();
        return new AccountStatus(
                AccountStatus.SCHEMA,
                id,
                Optional.of(name),
                Optional.empty(),
                root,
                RootCertificates.NONE,
                12,
                14,
                Optional.of(now.minusSeconds(90)),
                Optional.of(new SnapshotResult(
                        "s-2",
                        now.minusSeconds(900),
                        Optional.of(now.minusSeconds(880)),
                        Outcome.COMPLETED,
                        Optional.empty())),
                Optional.of(now.minusSeconds(900)),
                drift,
                now);
    }
}
