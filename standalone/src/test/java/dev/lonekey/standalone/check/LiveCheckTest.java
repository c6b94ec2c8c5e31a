package dev.lonekey.standalone.check;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.standalone.CommandLine;
import dev.lonekey.standalone.saved.AwsCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The one account that the credentials belong to. */
@Timeout(60)
class LiveCheckTest {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC";

    private final LiveAws aws = new LiveAws();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void oneKeyEach_andNoneOfRoot_isFine_withTheTimeOfEachEvidence() {
        // Given
        aws.home().usersAtOnce(2, "user-%d"::formatted);
        aws.makeReportOf(aws.home());
        // When
        var run = table();
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().replaceAll(TIME, "TIME").replaceAll("\\d+ seconds?", "N seconds"))
                .isEqualToIgnoringNewLines("""
                        Account 111122223333

                          root access keys   none
                          root certificates  none
                          users              none of 2 has several active keys
                          evidence           lists of users and keys: as of TIME
                          evidence           account summary: as of TIME
                          evidence           credential report: generated TIME, N seconds ago

                        No violation in 1 account.
                        """);
    }

    @Test
    void accountWithoutUsers_isFine() {
        // Given
        aws.makeReportOf(aws.home());
        // When
        var run = table();
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("users              there are none", "No violation in 1 account.");
    }

    @Test
    void secondActiveKey_isTheViolationThatSavedOutputShows() throws IOException {
        // Given
        var created = Instant.parse("2026-01-02T03:04:05Z");
        aws.home().createUser("alice");
        var k1 = aws.home().createKey("alice", created);
        var k2 = aws.home().createKey("alice", created);
        aws.makeReportOf(aws.home());
        AwsCli.save(
                folder,
                "all.json",
                AwsCli.users("alice")
                        + AwsCli.keys("alice " + k1 + " Active", "alice " + k2 + " Active")
                        + AwsCli.summary(0, 0));
        // When
        var live = lonekey("check", "--output", "jsonl");
        var saved = lonekey("check", "--from", folder.toString(), "--output", "jsonl");
        // Then
        assertThat(List.of(live.status(), saved.status())).as(live.err()).containsExactly(2, 2);
        var event = event(live);
        assertThat(event)
                .usingRecursiveComparison()
                .comparingOnlyFields("rule", "severity", "account", "type", "discovery", "baseline")
                .isEqualTo(event(saved));
        assertThat(event.principal().name()).isEqualTo("alice");
        assertThat(event.keys())
                .extracting(ViolationEvent.Key::accessKeyId, ViolationEvent.Key::createdAt)
                .containsExactlyInAnyOrderElementsOf(event(saved).keys().stream()
                        .map(key -> tuple(key.accessKeyId(), key.createdAt()))
                        .toList());
        assertThat(live.err()).isEmpty();
    }

    @Test
    void rootKey_isActive_asTheReportTells() {
        // Given
        aws.home().createRootKey();
        aws.makeReportOf(aws.home());
        // When
        var run = table();
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out())
                .contains("root access keys   an active one", "1 violation open in 1 account.")
                .doesNotContain("not judged");
    }

    @Test
    void rootKeyYoungerThanTheReport_isOfUnknownStatus() {
        // Given
        aws.makeReportOf(aws.home());
        aws.home().createRootKey();
        // When
        var run = table();
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(unwrapped(run))
                .contains(
                        "root access keys a root key exists, status unknown",
                        "not judged whether root's access key is active; the credential report does not tell; AWS makes a"
                                + " new one every four hours");
    }

    @Test
    void rootKeyWithoutReport_isOfUnknownStatus_andThePermissionIsNamed() {
        // Given
        aws.home().createRootKey();
        aws.faults().deny("*", "iam:GenerateCredentialReport");
        // When
        var run = table();
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).isEmpty();
        assertThat(unwrapped(run))
                .contains(
                        "root access keys a root key exists, status unknown",
                        "not judged whether root's access key is active; allow iam:GenerateCredentialReport and"
                                + " iam:GetCredentialReport",
                        "done without AccessDenied: iam:GenerateCredentialReport");
    }

    @Test
    void govCloudWithReport_tellsOfRootsKeys_butNotOfInactiveCertificates() throws IOException {
        // Given
        aws.home().summaryWithoutRoot();
        aws.makeReportOf(aws.home());
        var settings = settings("ingest:\n  partition: aws-us-gov\n");
        // When
        var run = lonekey("check", "-c", settings, "--output", "table");
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(unwrapped(run))
                .contains(
                        "root access keys none",
                        "root certificates unknown",
                        "not judged whether root has signing certificates: the account summary does not tell, as in GovCloud,"
                                + " and the credential report tells of active ones only",
                        "No violation in what could be judged.");
    }

    @Test
    void govCloudWithoutReport_isUnknown() {
        // Given
        aws.home().summaryWithoutRoot();
        aws.faults().deny("*", "iam:GetCredentialReport");
        aws.makeReportOf(aws.home());
        // When
        var run = table();
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(unwrapped(run))
                .contains(
                        "root access keys unknown",
                        "not judged whether root has access keys: the account summary does not tell, as in GovCloud; allow"
                                + " iam:GenerateCredentialReport and iam:GetCredentialReport",
                        "No violation in what could be judged.")
                .doesNotContain("No violation in 1 account");
    }

    @Test
    void deniedUsers_areNotJudged_andRootIs() {
        // Given
        aws.home().createRootKey();
        aws.faults().deny("*", "iam:ListUsers");
        // When
        var run = table();
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(unwrapped(run))
                .contains(
                        "root access keys a root key exists, status unknown",
                        "users unknown",
                        "not judged the users: AccessDenied: iam:ListUsers; allow it in the policy of the role or user that"
                                + " asks",
                        "1 violation open in 1 account.",
                        "1 account could not be read, at least not to the end.");
    }

    @Test
    void deniedSummary_isNotJudged() {
        // Given
        aws.home().usersAtOnce(1, "user-%d"::formatted);
        aws.faults().deny("*", "iam:GetAccountSummary");
        // When
        var run = table();
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(unwrapped(run))
                .contains("not judged AccessDenied: iam:GetAccountSummary; allow it in the policy")
                .doesNotContain("root access keys", "evidence");
    }

    @Test
    void jsonl_isEventsOnly_andWhatIsNotJudgedGoesToStandardError() {
        // Given
        aws.home().createRootKey();
        aws.faults().deny("*", "iam:GenerateCredentialReport");
        // When
        var run = lonekey("check", "--output", "jsonl");
        // Then
        assertThat(event(run))
                .extracting(event -> event.principal().type(), ViolationEvent::severity)
                .containsExactly(PrincipalType.ROOT, Severity.CRITICAL);
        assertThat(run.errLines())
                .containsExactly("lonekey: 111122223333: not judged: whether root's access key is active; allow"
                        + " iam:GenerateCredentialReport and iam:GetCredentialReport");
    }

    @Test
    void lastUseThatMayNotBeAsked_isRemarked() {
        // Given
        aws.home().createUser("alice");
        aws.home().createKey("alice");
        aws.home().createKey("alice");
        aws.makeReportOf(aws.home());
        aws.faults().deny("*", "iam:GetAccessKeyLastUsed");
        // When
        var run = table();
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out())
                .contains("done without       AccessDenied: iam:GetAccessKeyLastUsed")
                .doesNotContain("not judged");
    }

    @Test
    void noCredentials_areOneLineWithTheMend() {
        // Given
        assumeTrue(System.getenv("AWS_ACCESS_KEY_ID") == null, "the environment has credentials of its own");
        aws.withoutCredentials();
        // When
        var run = table();
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("lonekey: no AWS credentials were found; set AWS_PROFILE")
                .endsWith("; or check saved output of the AWS CLI with --from DIR");
    }

    @Test
    void expiredCredentials_areOneLineWithTheMend() {
        // Given
        aws.faults().expireTokens(aws.home().id());
        // When
        var run = table();
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("expired");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void accountOfOtherCredentials_isRefused() {
        // When
        var run = lonekey("check", "--account", "444455556666");
        // Then
        assertThat(run.errLines())
                .containsExactly(
                        "lonekey: the credentials belong to account 111122223333, not to 444455556666; use those"
                                + " of that account, or list it in ingest.accounts.ids");
    }

    private String settings(String yaml) throws IOException {
        return Files.writeString(folder.resolve("lonekey.yml"), yaml).toString();
    }

    private static CommandLine table() {
        return lonekey("check", "--output", "table");
    }

    private static ViolationEvent event(CommandLine run) {
        assertThat(run.outLines()).as(run.err()).hasSize(1);
        return ViolationEvent.fromJson(run.outLines().get(0).getBytes(UTF_8));
    }

    /** What is printed, without the columns. */
    private static String unwrapped(CommandLine run) {
        return run.out().replaceAll("\\s+", " ");
    }
}
