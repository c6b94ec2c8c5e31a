package dev.lonekey.standalone.check;

import static dev.lonekey.standalone.check.Found.NOW;
import static dev.lonekey.standalone.check.Found.rootKey;
import static dev.lonekey.standalone.check.Found.status;
import static dev.lonekey.standalone.check.Found.twoKeys;
import static dev.lonekey.standalone.saved.AwsCli.ACCOUNT;
import static dev.lonekey.standalone.saved.AwsCli.csv;
import static dev.lonekey.standalone.saved.AwsCli.keys;
import static dev.lonekey.standalone.saved.AwsCli.report;
import static dev.lonekey.standalone.saved.AwsCli.rootRow;
import static dev.lonekey.standalone.saved.AwsCli.row;
import static dev.lonekey.standalone.saved.AwsCli.summary;
import static dev.lonekey.standalone.saved.AwsCli.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.standalone.saved.AwsCli;
import dev.lonekey.standalone.saved.SavedOutput;
import dev.lonekey.standalone.terminal.Palette;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckReportTest {

    @TempDir
    private Path folder;

    @Test
    void everythingJudgedAndNothingOpen_readsAsAllFine() throws IOException {
        // Given
        save("users.json", users("alice"));
        save("alice.json", keys("alice AKIAIOSFODNN7EXAMPLE Active"));
        save("summary.json", summary(0, 0));
        // When, Then
        assertThat(lines(List.of(status(RootKeys.NONE, RootCertificates.NONE))))
                .containsExactly(
                        "Account 111122223333",
                        "",
                        "  root access keys   none",
                        "  root certificates  none",
                        "  users              none of 1 has several active keys",
                        "  evidence           lists of users and keys: tell no time, taken as of now",
                        "  evidence           account summary: tells no time, taken as of now",
                        "",
                        "No violation in 1 account.");
    }

    @Test
    void violationsAndGaps_areShownWithWhatToDo() throws IOException {
        // Given
        save("users.json", users("alice", "bob", "carol"));
        save("alice.json", keys("alice AKIAIOSFODNN7EXAMPLE Active", "alice AKIAI44QH8DHBEXAMPLE Active"));
        save("summary.json", summary(1, 0));
        save("README.txt", "made by hand");
        // When, Then
        assertThat(lines(List.of(status(RootKeys.PRESENT, RootCertificates.NONE)), rootKey(), twoKeys("alice")))
                .containsExactly(
                        "Account 111122223333",
                        "",
                        "  root access keys   a root key exists, status unknown",
                        "  root certificates  none",
                        "  users              1 of the 1 judged has several active keys: alice",
                        "  not judged         whether root's access key is active; save get-credential-report",
                        "  not judged         the keys of 2 users (bob, carol); save list-access-keys of each",
                        "  evidence           lists of users and keys: tell no time, taken as of now",
                        "  evidence           account summary: tells no time, taken as of now",
                        "",
                        "2 violations open",
                        "",
                        "CRITICAL  root of account 111122223333  it was there when the keys were listed first",
                        "          rule    Root user has an access key",
                        "          since   2026-11-22 11:59:30 UTC, 30 seconds ago, or longer",
                        "          by      a look at the account at 2026-11-22 12:00:00 UTC",
                        "          key     unidentified          unknown   of unknown age",
                        "          to do   Root needs no access key: move what uses it to a role, then sign in as root and",
                        "                  delete it, or delete it centrally with the credentials that the first command",
                        "                  returns.",
                        "                  aws sts assume-root --target-principal 111122223333 --task-policy-arn"
                                + " arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials",
                        "",
                        "MEDIUM    alice of account 111122223333  it was there when the keys were listed first",
                        "          rule    IAM user has more than one active access key",
                        "          since   2026-11-22 11:59:30 UTC, 30 seconds ago, or longer",
                        "          by      a look at the account at 2026-11-22 12:00:00 UTC",
                        "          key     AKIAIOSFODNN7EXAMPLE  active    made 400 days ago",
                        "          key     AKIAI44QH8DHBEXAMPLE  active    made 120 days ago",
                        "          to do   Which key is used most recently is not known, and none is known to be less than",
                        "                  90 days old: find out which is in use, keep that one and deactivate the others.",
                        "                  aws iam get-access-key-last-used --access-key-id AKIAIOSFODNN7EXAMPLE",
                        "                  aws iam get-access-key-last-used --access-key-id AKIAI44QH8DHBEXAMPLE",
                        "                  aws iam list-access-keys --user-name alice",
                        "",
                        folder.resolve("README.txt")
                                + " holds something else than JSON of these calls, or the CSV of a report; left out.",
                        "",
                        "2 violations open in 1 account.",
                        "Not everything could be judged: 1 account with gaps, above under \"not judged\".");
    }

    @Test
    void govCloudsSummaryAlone_isUnknownAndNotFine() throws IOException {
        // Given
        save(ACCOUNT + "/summary.json", summary(""));
        // When, Then
        assertThat(lines(List.of(status(RootKeys.UNKNOWN, RootCertificates.UNKNOWN))))
                .containsExactly(
                        "Account 111122223333",
                        "",
                        "  root access keys   unknown",
                        "  root certificates  unknown",
                        "  users              unknown",
                        "  not judged         whether root has access keys: the account summary does not tell, as in",
                        "                     GovCloud; save get-credential-report",
                        "  not judged         whether root has signing certificates: the account summary does not tell, as",
                        "                     in GovCloud; save get-credential-report",
                        "  not judged         the users; save list-users, all of it, or get-credential-report",
                        "  evidence           account summary: tells no time, taken as of now",
                        "",
                        "No violation in what could be judged.",
                        "Not everything could be judged: 1 account with gaps, above under \"not judged\".");
    }

    @Test
    void reportAlone_tellsItsAge() throws IOException {
        // Given
        save("report.json", report(csv(rootRow("none", "none"), row("alice", "active", "none"))));
        // When, Then
        assertThat(lines(List.of(status(RootKeys.NONE, RootCertificates.UNKNOWN))))
                .contains(
                        "  users              none of 1 has several active keys",
                        "  not judged         whether root has signing certificates; save get-account-summary",
                        "  evidence           credential report: generated 2026-11-22 09:00:00 UTC, 3 hours ago");
    }

    @Test
    void csvAlone_isOfUnknownAge() throws IOException {
        // Given
        save("report.csv", csv(rootRow("none", "none")));
        // When, Then
        assertThat(lines(List.of(status(RootKeys.INACTIVE, RootCertificates.PRESENT))))
                .contains(
                        "  root access keys   there is one, but none is active",
                        "  root certificates  there is a signing certificate",
                        "  users              there are none",
                        "  evidence           credential report: its age is not known, since only the JSON tells it; taken",
                        "                     as of now");
    }

    @Test
    void usersWhoMayBeGone_areNamed() throws IOException {
        // Given
        save("users.json", users("alice"));
        save("alice.json", keys());
        save("report.json", report(csv(rootRow("none", "none"), row("bob", "active", "none"))));
        save("carol.json", keys("carol AKIAIOSFODNN7EXAMPLE Active"));
        // When, Then
        assertThat(lines(List.of())).contains("  perhaps deleted    bob, carol: in other files, but not in list-users");
    }

    @Test
    void accountThatTheCoreKnowsNothingOf_isUnknown() throws IOException {
        // Given
        save("users.json", users("alice"));
        // When, Then
        assertThat(lines(List.of()))
                .contains(
                        "  root access keys   unknown",
                        "  users              unknown",
                        "  not judged         the keys of 1 user (alice); save list-access-keys of each");
    }

    @Test
    void manyNames_stayAFewLines() throws IOException {
        // Given
        save(
                "users.json",
                users(IntStream.range(0, 300).mapToObj("user%03d"::formatted).toArray(String[]::new)));
        // When, Then
        assertThat(lines(List.of()))
                .contains(
                        "  not judged         the keys of 300 users (user000, user001, user002, user003, user004, user005,",
                        "                     user006, user007, user008, user009 and 290 more); save list-access-keys of",
                        "                     each");
    }

    @Test
    void hostileNames_stayHarmless() throws IOException {
        // Given
        save("users.json", users("alice"));
        save("\u001b[2J.txt", "hello");
        // When
        var lines = lines(List.of(), twoKeys("eve\u001b]0;owned\u0007"));
        // Then
        assertThat(String.join("\n", lines))
                .contains("eve]0;owned", "[2J.txt holds something")
                .doesNotContain("\u001b", "\u0007");
    }

    @Test
    void brokenFiles_areCountedAtTheEnd() throws IOException {
        // Given
        save("users.json", users("alice"));
        save("alice.json", "");
        // When, Then
        assertThat(lines(List.of())).endsWith("1 file is broken; nothing was concluded from it.");
    }

    private void save(String name, String output) throws IOException {
        AwsCli.save(folder, name, output);
    }

    private List<String> lines(List<AccountStatus> statuses, ViolationEvent... events) {
        var saved = SavedOutput.read(folder, Optional.empty(), Clock.fixed(NOW, ZoneOffset.UTC));
        var verdicts = Verdict.of(saved.accounts(), statuses, List.of(events));
        return new CheckReport(Palette.NONE, NOW).lines(verdicts, saved.notices());
    }
}
