package dev.lonekey.detector.violation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.ViolationEvent.Account;
import dev.lonekey.contract.violation.ViolationEvent.Evidence;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.Principal;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.contract.violation.ViolationEvent.Remediation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which key to keep, which to deactivate, and by which commands. */
class RemediationsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Account ACCOUNT = new Account("111122223333", "aws-cn", Optional.empty());
    private static final String LISTING = "aws iam list-access-keys --user-name alice";

    @Test
    void usesOfAllActiveKeysKnown_theOneUsedLastIsKept() {
        // When
        var remediation = ofAlice(used("AKIAA", 20), used("AKIAB", 10), deleted("AKIAC"));
        // Then
        assertThat(remediation.keep()).contains("AKIAB");
        assertThat(remediation.deactivate()).containsExactly("AKIAA");
        assertThat(remediation.reason()).startsWith("Keep AKIAB, the key used most recently");
        assertThat(remediation.commands())
                .containsExactly(
                        "aws iam update-access-key --user-name alice --access-key-id AKIAA --status Inactive", LISTING);
    }

    @Test
    void usesOfSomeKeysKnown_theNewestKeyIsKept() {
        // When
        var remediation = ofAlice(used("AKIAA", 1), created("AKIAB", 5), created("AKIAC", 4));
        // Then
        assertThat(remediation.keep()).contains("AKIAC");
        assertThat(remediation.deactivate()).containsExactly("AKIAA", "AKIAB");
        assertThat(remediation.reason()).startsWith("Keep AKIAC, the newest key");
    }

    @Test
    void newestKeyOfNinetyDays_isNotTheOneToKeep() {
        // When
        var remediation = ofAlice(created("AKIAA", 90), created("AKIAB", 200));
        // Then
        assertThat(remediation.keep()).isEmpty();
        assertThat(remediation.deactivate()).isEmpty();
        assertThat(remediation.reason()).startsWith("Which key is used most recently is not known");
        assertThat(remediation.commands())
                .containsExactly(
                        "aws iam get-access-key-last-used --access-key-id AKIAA",
                        "aws iam get-access-key-last-used --access-key-id AKIAB",
                        LISTING);
    }

    @Test
    void keyOfAReport_isNotNamed() {
        // When
        var remediation =
                ofAlice(used("AKIAA", 1), key(Key.UNIDENTIFIED, KeyStatus.ACTIVE, Optional.empty(), Optional.empty()));
        // Then
        assertThat(remediation.keep()).isEmpty();
        assertThat(remediation.reason()).startsWith("A credential report counts the keys");
        assertThat(remediation.commands()).containsExactly(LISTING);
    }

    @Test
    void rootKeys_areDeletedOneByOneAndDeletedOnesLeftOut() {
        // When
        var remediation = ofRoot(used("AKIAA", 1), deleted("AKIAB"));
        // Then
        assertThat(remediation.keep()).isEmpty();
        assertThat(remediation.deactivate()).containsExactly("AKIAA");
        assertThat(remediation.reason()).startsWith("Root needs no access key");
        assertThat(remediation.commands())
                .containsExactly(
                        "aws sts assume-root --target-principal 111122223333"
                                + " --task-policy-arn arn=arn:aws-cn:iam::aws:policy/root-task/IAMDeleteRootUserCredentials",
                        "aws iam delete-access-key --access-key-id AKIAA",
                        "aws iam list-access-keys");
    }

    @Test
    void rootKeyWithoutAnId_isToBeLookedUp() {
        assertThat(ofRoot(key(Key.UNIDENTIFIED, KeyStatus.UNKNOWN, Optional.empty(), Optional.empty()))
                        .commands())
                .endsWith("aws iam list-access-keys", "aws iam delete-access-key --access-key-id ID");
    }

    @Test
    void certificateOfRoot_isDeletedAsOne() {
        // When
        var remediation = ofRoot(key(Key.SIGNING_CERTIFICATE, KeyStatus.ACTIVE, Optional.empty(), Optional.empty()));
        // Then
        assertThat(remediation.deactivate()).isEmpty();
        assertThat(remediation.reason()).startsWith("Root needs no signing certificate");
        assertThat(remediation.commands())
                .hasSize(3)
                .endsWith(
                        "aws iam list-signing-certificates", "aws iam delete-signing-certificate --certificate-id ID");
    }

    @Test
    void textOfAnyKind_staysOneArgument() {
        assertThat(Shell.option("--user-name", "alice")).isEqualTo("--user-name alice");
        assertThat(Shell.option("--user-name", "-alice")).isEqualTo("--user-name='-alice'");
        assertThat(Shell.option("--user-name", "a;b")).isEqualTo("--user-name 'a;b'");
        assertThat(Shell.option("--user-name", "a'b")).isEqualTo("--user-name 'a'\\''b'");
    }

    private static Remediation ofAlice(Key... keys) {
        var alice = new Principal(PrincipalType.IAM_USER, "alice", Optional.empty(), Optional.empty(), List.of());
        return Remediations.of(ACCOUNT, alice, List.of(keys), NOW);
    }

    private static Remediation ofRoot(Key... keys) {
        var root = new Principal(PrincipalType.ROOT, "root", Optional.empty(), Optional.empty(), List.of());
        return Remediations.of(ACCOUNT, root, List.of(keys), NOW);
    }

    private static Key used(String id, int daysAgo) {
        return key(id, KeyStatus.ACTIVE, Optional.empty(), Optional.of(NOW.minus(Duration.ofDays(daysAgo))));
    }

    private static Key created(String id, int daysAgo) {
        return key(id, KeyStatus.ACTIVE, Optional.of(NOW.minus(Duration.ofDays(daysAgo))), Optional.empty());
    }

    private static Key deleted(String id) {
        return key(id, KeyStatus.DELETED, Optional.of(NOW), Optional.of(NOW));
    }

    private static Key key(String id, KeyStatus status, Optional<Instant> createdAt, Optional<Instant> lastUsedAt) {
        return new Key(id, status, createdAt, Optional.empty(), lastUsedAt, Evidence.CHANGED);
    }
}
