package dev.lonekey.detector.ocsf;

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
import dev.lonekey.detector.rule.Rule;
import dev.lonekey.detector.rule.Rules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Violation events of every type, from whatever cause. */
final class Samples {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final Instant OPENED = Instant.parse("2026-11-21T23:08:02Z");
    private static final Instant DETECTED = Instant.parse("2026-11-21T23:08:03.588Z");
    private static final Account ACCOUNT = new Account("111122223333", "aws", Optional.of("prod"));
    private static final Principal ALICE = new Principal(
            PrincipalType.IAM_USER,
            "alice",
            Optional.of("arn:aws:iam::111122223333:user/alice"),
            Optional.of("AIDAEXAMPLEALICE"),
            List.of("al"));
    private static final Principal ROOT = new Principal(
            PrincipalType.ROOT, "root", Optional.of("arn:aws:iam::111122223333:root"), Optional.empty(), List.of());
    private static final Cause.Actor BOB = new Cause.Actor(
            Optional.of("IAMUser"),
            Optional.of("arn:aws:iam::111122223333:user/admins/bob"),
            Optional.of("AKIABOB0000000EXAMPLE"));
    private static final Cause LISTING = new Cause.Snapshot(Optional.of("full-1"), OPENED, DETECTED);

    private Samples() {}

    /** Whose findings are kept as files, by the names of these. */
    static Map<String, ViolationEvent> all() {
        var all = new LinkedHashMap<String, ViolationEvent>();
        all.put("opened-live", alice().build());
        all.put(
                "opened-baseline",
                alice().cause(LISTING).discovery(Discovery.BASELINE).build());
        all.put("opened-late", alice().discovery(Discovery.LATE).build());
        all.put("opened-excepted", alice().excepted().build());
        all.put(
                "updated",
                alice().type(EventType.UPDATED).cause(new Cause.Timer()).build());
        all.put("resolved", alice().type(EventType.RESOLVED).build());
        all.put(
                "retracted",
                alice().type(EventType.RESOLVED)
                        .resolution(Resolution.RETRACTED)
                        .build());
        all.put(
                "opened-root",
                root(Rules.ROOT_ACCESS_KEY_PRESENT, Severity.CRITICAL, "AKIAROOT000000EXAMPLE")
                        .build());
        all.put(
                "opened-root-unidentified",
                root(Rules.ROOT_ACCESS_KEY_PRESENT, Severity.CRITICAL, Key.UNIDENTIFIED)
                        .cause(LISTING)
                        .build());
        all.put(
                "opened-certificate",
                root(Rules.ROOT_SIGNING_CERTIFICATE_PRESENT, Severity.HIGH, Key.SIGNING_CERTIFICATE)
                        .cause(LISTING)
                        .build());
        return all;
    }

    static Draft alice() {
        return new Draft(
                Rules.IAM_USER_MULTIPLE_ACTIVE_KEYS,
                Severity.MEDIUM,
                ALICE,
                List.of(key("AKIAIOSFODNN7EXAMPLE"), key("AKIAI44QH8DHBEXAMPLE")));
    }

    private static Draft root(Rule rule, Severity severity, String key) {
        return new Draft(rule, severity, ROOT, List.of(key(key)));
    }

    /** As many keys as an event shows, of a user with the longest name. */
    static ViolationEvent flood() {
        var name = "x".repeat(128);
        var names = IntStream.range(0, 100).mapToObj(number -> name).toList();
        var keys = IntStream.range(0, 100)
                .mapToObj(number -> key("AKIA" + "%0124d".formatted(number)))
                .toList();
        var arn = Optional.of("arn:aws:iam::111122223333:user/" + "p".repeat(512) + name);
        var draft = alice();
        draft.principal = new Principal(PrincipalType.IAM_USER, name, arn, Optional.of(name), names);
        draft.keys = keys;
        draft.otherKeys = keys;
        draft.commands = keys.stream()
                .map(key -> "aws iam update-access-key --user-name " + name + " --access-key-id " + key.accessKeyId())
                .toList();
        return draft.build();
    }

    static Cause calledFrom(String address) {
        return call(BOB, address);
    }

    static Cause calledBy(Cause.Actor actor) {
        return call(actor, "198.51.100.7");
    }

    private static Cause call(Cause.Actor actor, String address) {
        return new Cause.CloudTrail(
                Optional.of("8a2c5a2e-0000-4000-8000-000000000001"),
                "CreateAccessKey",
                OPENED,
                actor,
                Optional.of(address),
                Optional.of("aws-cli/2.31.9"),
                Optional.of("us-east-1"));
    }

    private static Key key(String id) {
        return new Key(
                id,
                KeyStatus.ACTIVE,
                Optional.of(OPENED),
                Optional.of(OPENED),
                Optional.of(OPENED.plusSeconds(1)),
                Evidence.CREATED);
    }

    /** An event to be varied. */
    static final class Draft {

        private final Rule rule;
        private final Severity severity;
        private Principal principal;
        private List<Key> keys;
        private List<Key> otherKeys = List.of();
        private List<String> commands = List.of("aws iam list-access-keys");
        private EventType type = EventType.OPENED;
        private Discovery discovery = Discovery.LIVE;
        private Cause cause = call(BOB, "198.51.100.7");
        private Resolution resolution = Resolution.KEY_DELETED;
        private Optional<Exemption> exception = Optional.empty();

        private Draft(Rule rule, Severity severity, Principal principal, List<Key> keys) {
            this.rule = rule;
            this.severity = severity;
            this.principal = principal;
            this.keys = keys;
        }

        Draft type(EventType other) {
            type = other;
            return this;
        }

        Draft discovery(Discovery other) {
            discovery = other;
            return this;
        }

        Draft cause(Cause other) {
            cause = other;
            return this;
        }

        Draft resolution(Resolution other) {
            resolution = other;
            return this;
        }

        Draft excepted() {
            exception = Optional.of(new Exemption(
                    "the old tool needs a key of its own",
                    "platform@example.com",
                    Instant.parse("2027-04-01T00:00:00Z")));
            return this;
        }

        ViolationEvent build() {
            var revision = type == EventType.OPENED ? 1 : 2;
            var isOver = type == EventType.RESOLVED;
            return new ViolationEvent(
                    ViolationEvent.SCHEMA,
                    ID + "-" + revision,
                    ID,
                    revision,
                    type,
                    type == EventType.UPDATED ? List.of(Change.SEVERITY) : List.of(),
                    rule.reference(),
                    severity,
                    ACCOUNT,
                    principal,
                    keys,
                    otherKeys,
                    cause,
                    OPENED,
                    Optional.of(OPENED.plusSeconds(60)).filter(end -> isOver),
                    Optional.of(resolution).filter(reason -> isOver),
                    Optional.<String>empty(),
                    DETECTED,
                    discovery,
                    Baseline.COMPLETE,
                    Optional.empty(),
                    exception,
                    new Remediation(
                            Optional.empty(),
                            List.of(),
                            "Find out which is in use.",
                            commands,
                            List.of(
                                    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html")));
        }
    }
}
