package dev.lonekey.detector.violation;

import dev.lonekey.contract.violation.ViolationEvent.Account;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.Principal;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.contract.violation.ViolationEvent.Remediation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says which key to keep and which to deactivate. It names keys rather than switching them off, since tools that did have
 * cut off production.
 */
final class Remediations {

    /** CIS AWS Foundations 1.14 (v1.3 to v4.0.1) asks for keys to be rotated every 90 days: an older one is not the one to keep. */
    private static final Duration MAX_KEY_AGE = Duration.ofDays(90);

    /** More commands than this are of no use to anybody; the listing at their end shows what is left. */
    private static final int MAX_KEYS = 100;

    private static final List<String> USER_REFERENCES = List.of(
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html");
    private static final List<String> ROOT_REFERENCES = List.of(
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user_manage_delete-key.html",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html");

    private Remediations() {}

    /** It is over. */
    static Remediation resolved() {
        return new Remediation(Optional.empty(), List.of(), "Nothing is left to do.", List.of(), List.of());
    }

    /**
     * What to do about an open violation.
     *
     * @param keys of the violation
     */
    static Remediation of(Account account, Principal principal, List<Key> keys, Instant now) {
        return principal.type() == PrincipalType.ROOT ? ofRoot(account, keys) : ofUser(principal, keys, now);
    }

    private static Remediation ofUser(Principal user, List<Key> keys, Instant now) {
        var counted =
                keys.stream().filter(key -> key.status() == KeyStatus.ACTIVE).toList();
        var active = counted.stream()
                .filter(key -> Key.isIdentified(key.accessKeyId()))
                .toList();
        if (active.size() < counted.size()) {
            return ofUnidentified(user);
        }
        // Uses known for some keys only say nothing about the others: those may sign all day what is not recorded here.
        var used = active.stream().allMatch(key -> key.lastUsedAt().isPresent())
                ? newest(active, Key::lastUsedAt)
                : Optional.<Key>empty();
        var created = newest(active, Key::createdAt)
                .filter(key -> key.createdAt().orElseThrow().isAfter(now.minus(MAX_KEY_AGE)));
        var keep = used.or(() -> created).map(Key::accessKeyId);
        var deactivate = active.stream()
                .map(Key::accessKeyId)
                .filter(id -> keep.filter(id::equals).isEmpty())
                .limit(MAX_KEYS)
                .toList();
        var commands = new ArrayList<String>();
        if (keep.isPresent()) {
            deactivate.forEach(
                    id -> commands.add("aws iam update-access-key " + Shell.option("--user-name", user.name()) + " "
                            + Shell.option("--access-key-id", id) + " --status Inactive"));
        } else {
            active.stream()
                    .limit(MAX_KEYS)
                    .forEach(key -> commands.add(
                            "aws iam get-access-key-last-used " + Shell.option("--access-key-id", key.accessKeyId())));
        }
        commands.add("aws iam list-access-keys " + Shell.option("--user-name", user.name()));
        return new Remediation(
                keep, keep.isPresent() ? deactivate : List.of(), reason(used, created), commands, USER_REFERENCES);
    }

    /** A report counts keys without naming them, so there is none to name here. */
    private static Remediation ofUnidentified(Principal user) {
        return new Remediation(
                Optional.empty(),
                List.of(),
                "A credential report counts the keys but does not name them: list them, find out which is in use, keep that"
                        + " one and deactivate the others.",
                List.of("aws iam list-access-keys " + Shell.option("--user-name", user.name())),
                USER_REFERENCES);
    }

    private static String reason(Optional<Key> used, Optional<Key> created) {
        if (used.isPresent()) {
            return "Keep " + used.get().accessKeyId() + ", the key used most recently; make sure that nothing uses the"
                    + " others, then deactivate them.";
        }
        if (created.isPresent()) {
            return "Keep " + created.get().accessKeyId() + ", the newest key; move what uses the others to it, then"
                    + " deactivate them.";
        }
        return "Which key is used most recently is not known, and none is known to be less than 90 days old: find out which is in use, keep"
                + " that one and deactivate the others.";
    }

    private static Remediation ofRoot(Account account, List<Key> keys) {
        var existing = keys.stream()
                .filter(key -> key.status() != KeyStatus.DELETED)
                .map(Key::accessKeyId)
                .limit(MAX_KEYS)
                .toList();
        var isCertificate = existing.contains(Key.SIGNING_CERTIFICATE);
        var named = existing.stream().filter(Key::isIdentified).toList();
        var commands = new ArrayList<String>();
        commands.add("aws sts assume-root " + Shell.option("--target-principal", account.id())
                + " --task-policy-arn arn=arn:" + account.partition()
                + ":iam::aws:policy/root-task/IAMDeleteRootUserCredentials");
        if (isCertificate) {
            commands.add("aws iam list-signing-certificates");
            commands.add("aws iam delete-signing-certificate --certificate-id ID");
        } else {
            named.forEach(id -> commands.add("aws iam delete-access-key " + Shell.option("--access-key-id", id)));
            commands.add("aws iam list-access-keys");
            if (named.size() < existing.size()) {
                commands.add("aws iam delete-access-key --access-key-id ID");
            }
        }
        return new Remediation(
                Optional.empty(),
                named,
                "Root needs no " + (isCertificate ? "signing certificate" : "access key")
                        + ": move what uses it to a role, then sign in as root and delete it, or delete it"
                        + " centrally with the credentials that the first command returns.",
                commands,
                ROOT_REFERENCES);
    }

    private static Optional<Key> newest(List<Key> keys, Function<Key, Optional<Instant>> time) {
        return keys.stream().filter(key -> time.apply(key).isPresent()).max(Comparator.comparing(key -> time.apply(key)
                .orElseThrow()));
    }
}
