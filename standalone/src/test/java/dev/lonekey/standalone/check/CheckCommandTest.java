package dev.lonekey.standalone.check;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static dev.lonekey.standalone.saved.AwsCli.ACCOUNT;
import static dev.lonekey.standalone.saved.AwsCli.arn;
import static dev.lonekey.standalone.saved.AwsCli.csv;
import static dev.lonekey.standalone.saved.AwsCli.keys;
import static dev.lonekey.standalone.saved.AwsCli.rootRow;
import static dev.lonekey.standalone.saved.AwsCli.row;
import static dev.lonekey.standalone.saved.AwsCli.summary;
import static dev.lonekey.standalone.saved.AwsCli.users;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.standalone.CommandLine;
import dev.lonekey.standalone.saved.AwsCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    private static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    private static final String K2 = "AKIAI44QH8DHBEXAMPLE";
    private static final String K3 = "AKIACKCEVSQ6CEXAMPLE";

    @TempDir
    private Path other;

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void chooseFolder() {
        folder = temporary.resolve("saved");
    }

    @Test
    void onlyUserOfAnAccountWithTwoActiveKeys_isAViolation_withTheCommandsToMendIt() throws IOException {
        // Given
        save("summary.json", summary(0, 0));
        save("users.json", users("alice"));
        save("alice.json", keys("alice " + K1 + " Active", "alice " + K2 + " Active"));
        // When
        var run = table();
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        "root access keys   none",
                        "1 of 1 has several active keys: alice",
                        K1,
                        K2,
                        "aws iam list-access-keys --user-name alice",
                        "1 violation open in 1 account.")
                .doesNotContain("not judged");
    }

    @Test
    void bobAndBobbyWithAKeyEach_andRootWithNone_areFine() throws IOException {
        // Given
        save("summary.json", summary(0, 0));
        save("users.json", users("bob", "bobby"));
        save("keys.json", keys("bob " + K1 + " Active") + keys("bobby " + K2 + " Active"));
        // When
        var run = table();
        // Then
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.outLines()).endsWith("No violation in 1 account.");
    }

    @Test
    void inactiveActiveActive_isAViolation() throws IOException {
        // Given
        save(
                "keys.json",
                users("alice")
                        + keys("alice " + K1 + " Inactive", "alice " + K2 + " Active", "alice " + K3 + " Active"));
        // When, Then
        assertThat(events(2)).singleElement().satisfies(event -> assertThat(event.keys())
                .extracting(ViolationEvent.Key::accessKeyId)
                .containsExactlyInAnyOrder(K2, K3));
    }

    @Test
    void threeEntriesTwoOfWhichShareAnId_areTwoKeys() throws IOException {
        // Given
        save(
                "keys.json",
                users("alice") + keys("alice " + K1 + " Active", "alice " + K1 + " Active", "alice " + K2 + " Active"));
        // When, Then
        assertThat(events(2)).singleElement().satisfies(event -> assertThat(event.keys())
                .hasSize(2));
    }

    @Test
    void summaryOfOneWithoutAReport_saysARootKeyExists_statusUnknown() throws IOException {
        // Given
        save(ACCOUNT + "/summary.json", summary(1, 1));
        // When
        var run = table();
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out())
                .contains(
                        "a root key exists, status unknown",
                        "there is a signing certificate",
                        "whether root's access key is active; save get-credential-report",
                        "2 violations open in 1 account.");
    }

    @Test
    void inactiveRootKeyOnly_isHigh() throws IOException {
        // Given
        save("report.json", report(csv(rootRow("inactive", "none"))));
        // When, Then
        assertThat(events(2))
                .extracting(event -> event.principal().type(), ViolationEvent::severity)
                .containsExactly(tuple(PrincipalType.ROOT, Severity.HIGH));
        assertThat(table().out()).contains("there is one, but none is active");
    }

    @Test
    void inactiveRootKeyOnly_isNoViolationWhereTheSettingsSaySo() throws IOException {
        // Given
        save("report.json", report(csv(rootRow("inactive", "none"))));
        var settings = Files.writeString(other.resolve("lonekey.yml"), "root:\n  inactive-keys: ignore\n");
        // When
        var run = lonekey("check", "-c", settings.toString(), "--from", folder.toString(), "--output", "jsonl");
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
    }

    @Test
    void rootAccountWithTwoKeys_isOneViolation() throws IOException {
        // Given
        save("report.json", report(csv(rootRow("active", "inactive"))));
        // When, Then
        assertThat(events(2)).singleElement().satisfies(event -> {
            assertThat(event.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(event.keys()).hasSize(2);
        });
    }

    @Test
    void rootAccountWithNoCredentials_isFine() throws IOException {
        // Given
        save("summary.json", summary(0, 0));
        save("report.json", report(csv(rootRow("none", "none"))));
        // When
        var run = table();
        // Then
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out()).contains("root access keys   none", "root certificates  none");
    }

    @Test
    void govCloudsSummary_isUnknown_andNotFine() throws IOException {
        // Given
        save(ACCOUNT + "/summary.json", summary(""));
        // When
        var run = table();
        // Then
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("root access keys   unknown", "Not everything could be judged")
                .doesNotContain("No violation in 1 account");
    }

    @Test
    void reportWithoutListings_stillTellsOfTwoActiveKeys_unidentified() throws IOException {
        // Given
        save(
                "report.csv",
                csv(
                        rootRow("none", "none"),
                        row("alice", arn(ACCOUNT, "division/alice"), "active", "active", "false")));
        // When, Then
        assertThat(events(2)).singleElement().satisfies(event -> {
            assertThat(event.principal().name()).isEqualTo("alice");
            assertThat(event.keys()).hasSize(2).allMatch(key -> key.accessKeyId()
                    .startsWith(ViolationEvent.Key.UNIDENTIFIED));
        });
    }

    @Test
    void deletedUserStillInTheReport_isNotOpen() throws IOException {
        // Given
        save("users.json", users("alice"));
        save("alice.json", keys("alice " + K1 + " Active"));
        save("report.json", report(csv(rootRow("none", "none"), row("carol", "active", "active"))));
        // When
        var run = table();
        // Then
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out()).contains("perhaps deleted    carol");
    }

    @Test
    void userInTheReportUnknownToAPartialListing_isOpen() throws IOException {
        // Given
        save("alice.json", keys("alice " + K1 + " Active"));
        save("report.json", report(csv(rootRow("none", "none"), row("carol", "active", "active"))));
        // When, Then
        assertThat(events(2)).extracting(event -> event.principal().name()).containsExactly("carol");
    }

    @Test
    void keyDeactivatedSinceTheReport_isNotOpen() throws IOException {
        // Given
        save("users.json", users("alice"));
        save("alice.json", keys("alice " + K1 + " Active", "alice " + K2 + " Inactive"));
        save("report.json", report(csv(rootRow("none", "none"), row("alice", "active", "active"))));
        // When, Then
        assertThat(table().status()).isZero();
    }

    @Test
    void accountsInFolders_areJudgedEach() throws IOException {
        // Given
        save("prod/all.json", users("alice") + keys("alice " + K1 + " Active", "alice " + K2 + " Active"));
        save("444455556666/summary.json", summary(0, 0));
        // When
        var run = table();
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out())
                .contains("Account 111122223333", "Account 444455556666", "1 violation open in 2 accounts.");
    }

    @Test
    void damagedReport_isRefusedByNameAndLine_andTheOtherFilesAreJudged() throws IOException {
        // Given
        save("all.json", users("alice") + keys("alice " + K1 + " Active", "alice " + K2 + " Active"));
        var damaged = save("report.csv", csv(rootRow("active", "none").replace("true", "tr")));
        // When
        var run = table();
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .containsExactly("lonekey: " + damaged
                        + " line 2: the report is damaged: this is no row as AWS writes them. Save it again.");
        assertThat(run.out())
                .contains(
                        "root access keys   unknown",
                        "1 of 1 has several active keys: alice",
                        "1 file is broken; nothing was concluded from it.");
    }

    @Test
    void jsonl_isEventsOnly_andWhatIsNotJudgedGoesToStandardError() throws IOException {
        // Given
        save("all.json", users("alice", "bob") + keys("alice " + K1 + " Active", "alice " + K2 + " Active"));
        // When
        var run = lonekey("check", "--from", folder.toString(), "--output", "jsonl");
        // Then
        assertThat(events(2)).extracting(ViolationEvent::type).containsExactly(EventType.OPENED);
        assertThat(run.errLines())
                .contains("lonekey: 111122223333: not judged: the keys of 1 user (bob); save list-access-keys of each");
    }

    @Test
    void fiveThousandUsers_areJudged() throws IOException {
        // Given
        var names = IntStream.range(0, 5_000).mapToObj("user%04d"::formatted).toList();
        save("users.json", users(names.toArray(String[]::new)));
        save(
                "keys.json",
                names.stream()
                        .map(name -> keys(name + " AKIA" + name.substring(4) + "AAAAEXAMPLE Active"))
                        .collect(Collectors.joining()));
        save("user0007.json", keys("user0007 " + K1 + " Active"));
        save(
                "report.json",
                report(csv(
                        names.stream().map(name -> row(name, "active", "none")).toArray(String[]::new))));
        // When, Then
        assertThat(events(2)).extracting(event -> event.principal().name()).containsExactly("user0007");
    }

    @Test
    void contradictoryAccounts_areAnErrorInOneLine() throws IOException {
        // Given
        save("444455556666/users.json", users("alice"));
        // When
        var run = table();
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("move it to the right folder");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void folderWithoutAUsableFile_isAnError() throws IOException {
        // Given
        save("README.md", "hello");
        // When
        var run = table();
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .last()
                .asString()
                .startsWith("lonekey: there is no file with output of get-account-summary");
        assertThat(run.out()).isEmpty();
    }

    private Path save(String name, String output) throws IOException {
        return AwsCli.save(folder, name, output);
    }

    private static String report(String csv) {
        return AwsCli.report(csv, Instant.now().minus(Duration.ofHours(3)));
    }

    private CommandLine table() {
        return lonekey("check", "--from", folder.toString(), "--output", "table");
    }

    /** The events that are printed, every line of which must be one. */
    private List<ViolationEvent> events(int status) {
        var run = lonekey("check", "--from", folder.toString(), "--output", "jsonl");
        assertThat(run.status()).as(run.err()).isEqualTo(status);
        return run.out()
                .lines()
                .map(line -> ViolationEvent.fromJson(line.getBytes(UTF_8)))
                .toList();
    }
}
