package dev.lonekey.standalone.check;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.standalone.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Accounts that a configuration tells of. */
@Timeout(60)
class LiveCheckOfAccountsTest {

    private static final String THREE = """
            accounts:
                ids: ["777788889999", "111122223333", "444455556666"]""";

    private final LiveAws aws = new LiveAws();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void accountWithoutRole_isNotJudged_andTheOthersAre() throws IOException {
        // Given
        twoKeysIn("444455556666");
        fineAccount("777788889999");
        fineAccount("111122223333");
        aws.faults().unassumable("111122223333");
        // When
        var run = check(THREE);
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines().stream().filter(line -> line.startsWith("Account ")))
                .containsExactly("Account 111122223333", "Account 444455556666", "Account 777788889999");
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains(
                        "Account 111122223333 not judged AccessDenied: sts:AssumeRole; the role"
                                + " arn:aws:iam::111122223333:role/lonekey-member is missing or does not trust us",
                        "1 of 1 has several active keys: alice",
                        "none of 2 has several active keys",
                        "1 violation open in 3 accounts.",
                        "Not everything could be judged: 1 account with gaps",
                        "1 account could not be read, at least not to the end.");
    }

    @Test
    void accountWithoutRole_isToldOnStandardError_besideEvents() throws IOException {
        // Given
        fineAccount("444455556666");
        fineAccount("777788889999");
        fineAccount("111122223333");
        aws.faults().unassumable("444455556666");
        // When
        var run = lonekey("check", "-c", settings(THREE), "--output", "jsonl");
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("lonekey: 444455556666: not judged: AccessDenied: sts:AssumeRole; the role");
    }

    @Test
    void chosenAccounts_areTheOnlyOnesAsked() throws IOException {
        // Given
        twoKeysIn("444455556666");
        fineAccount("777788889999");
        fineAccount("111122223333");
        // When
        var run = check(THREE, "--account", "777788889999", "--account", "111122223333");
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.outLines()).contains("No violation in 2 accounts.");
        assertThat(aws.standIn().calls().count("444455556666", "iam:ListUsers")).isZero();
    }

    @Test
    void chosenAccountThatIsNotListed_isRefused() throws IOException {
        // When
        var run = check(THREE, "--account", "222233334444");
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .containsExactly(
                        "lonekey: account 222233334444 is none of those that ingest.accounts tells of; correct one"
                                + " of the two");
    }

    @Test
    void accountsOfTheOrganization_areShownWithTheirNames() throws IOException {
        // Given
        fineAccount(aws.home().id());
        twoKeysIn("444455556666");
        aws.standIn().organization().add("444455556666", "Web", "Root/Prod/Web");
        // When
        var run = check("accounts:\n    organization: true");
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out())
                .contains("Account 444455556666 (Web)", "alice of account 444455556666 (Web)", "in 2 accounts.");
    }

    @Test
    void organizationThatMayNotBeAsked_isAnError() throws IOException {
        // Given
        aws.faults().deny("*", "organizations:ListAccounts");
        // When
        var run = check("accounts:\n    organization: true");
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("lonekey: the organization: AccessDeniedException: organizations:ListAccounts;");
    }

    @Test
    void exclusionOfAllAccounts_isAnError() throws IOException {
        // When
        var run = check("accounts:\n    exclude: [\"*\"]");
        // Then
        assertThat(run.errLines())
                .containsExactly(
                        "lonekey: there is no account to check; correct include and exclude of ingest.accounts");
    }

    @Test
    void rulesOfTheConfiguration_hold_andItsKafkaIsLeftAlone() throws IOException {
        // Given
        twoKeysIn("444455556666");
        var rules = """
                accounts:
                    ids: ["444455556666"]
                kafka:
                  bootstrap.servers: nowhere.invalid:9092
                rules:
                  iam-user-multiple-active-keys:
                    enabled: false""";
        // When
        var run = check(rules);
        // Then
        assertThat(run.status()).as(run.err() + run.out()).isZero();
    }

    private void twoKeysIn(String id) {
        var account = aws.account(id);
        account.createUser("alice");
        account.createKey("alice");
        account.createKey("alice");
        aws.makeReportOf(account);
    }

    private void fineAccount(String id) {
        aws.account(id).usersAtOnce(2, "user-%d"::formatted);
        aws.makeReportOf(aws.account(id));
    }

    private CommandLine check(String ingest, String... more) throws IOException {
        var arguments = new String[] {"check", "-c", settings(ingest), "--output", "table"};
        var all = Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new);
        return lonekey(all);
    }

    private String settings(String ingest) throws IOException {
        var yaml = "ingest:\n  snapshots:\n    requests-per-second: 100\n  " + ingest + "\n";
        return Files.writeString(folder.resolve("lonekey.yml"), yaml).toString();
    }
}
