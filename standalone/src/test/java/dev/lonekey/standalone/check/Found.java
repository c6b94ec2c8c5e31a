package dev.lonekey.standalone.check;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Account;
import dev.lonekey.contract.violation.ViolationEvent.Baseline;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.Evidence;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.Principal;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.contract.violation.ViolationEvent.Remediation;
import dev.lonekey.contract.violation.ViolationEvent.RuleReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the detector's core may find in saved output. */
final class Found {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant AS_OF = NOW.minusSeconds(30);
    private static final String ACCOUNT = "111122223333";

    private Found() {}

    static AccountStatus status(RootKeys rootKeys, RootCertificates certificates) {
        return new AccountStatus(
                AccountStatus.SCHEMA,
                ACCOUNT,
                Optional.empty(),
                Optional.empty(),
                rootKeys,
                certificates,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                NOW);
    }

    static ViolationEvent twoKeys(String user) {
        return opened(
                "iam-user-multiple-active-keys",
                "IAM user has more than one active access key",
                Severity.MEDIUM,
                new Principal(PrincipalType.IAM_USER, user, Optional.empty(), Optional.empty(), List.of()),
                List.of(
                        key("AKIAIOSFODNN7EXAMPLE", KeyStatus.ACTIVE, Evidence.LISTED, 400),
                        key("AKIAI44QH8DHBEXAMPLE", KeyStatus.ACTIVE, Evidence.LISTED, 120)),
                new Remediation(
                        Optional.empty(),
                        List.of(),
                        "Which key is used most recently is not known, and none is known to be less than 90 days old: find"
                                + " out which is in use, keep that one and deactivate the others.",
                        List.of(
                                "aws iam get-access-key-last-used --access-key-id AKIAIOSFODNN7EXAMPLE",
                                "aws iam get-access-key-last-used --access-key-id AKIAI44QH8DHBEXAMPLE",
                                "aws iam list-access-keys --user-name " + user),
                        List.of()));
    }

    static ViolationEvent rootKey() {
        return opened(
                "root-access-key-present",
                "Root user has an access key",
                Severity.CRITICAL,
                new Principal(PrincipalType.ROOT, "root", Optional.empty(), Optional.empty(), List.of()),
                List.of(key(Key.UNIDENTIFIED, KeyStatus.UNKNOWN, Evidence.REPORTED, 0)),
                new Remediation(
                        Optional.empty(),
                        List.of(Key.UNIDENTIFIED),
                        "Root needs no access key: move what uses it to a role, then sign in as root and delete it, or"
                                + " delete it centrally with the credentials that the first command returns.",
                        List.of("aws sts assume-root --target-principal 111122223333 --task-policy-arn"
                                + " arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials"),
                        List.of()));
    }

    private static Key key(String id, KeyStatus status, Evidence evidence, int days) {
        var created = days == 0 ? Optional.<Instant>empty() : Optional.of(NOW.minusSeconds(days * 86_400L));
        return new Key(id, status, created, Optional.empty(), Optional.empty(), evidence);
    }

    private static ViolationEvent opened(
            String rule,
            String title,
            Severity severity,
            Principal principal,
            List<Key> keys,
            Remediation remediation) {
        var id = rule + principal.name();
        return new ViolationEvent(
                ViolationEvent.SCHEMA,
                id + "-1",
                id,
                1,
                EventType.OPENED,
                List.of(),
                new RuleReference(rule, title, List.of()),
                severity,
                new Account(ACCOUNT, "aws", Optional.empty()),
                principal,
                keys,
                List.of(),
                new Cause.Snapshot(Optional.of("saved-1"), AS_OF, NOW),
                AS_OF,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW,
                Discovery.BASELINE,
                Baseline.COMPLETE,
                Optional.empty(),
                Optional.empty(),
                remediation);
    }
}
