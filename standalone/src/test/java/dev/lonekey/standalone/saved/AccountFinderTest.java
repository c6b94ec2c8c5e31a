package dev.lonekey.standalone.saved;

import static dev.lonekey.standalone.saved.AwsCli.ACCOUNT;
import static dev.lonekey.standalone.saved.AwsCli.keys;
import static dev.lonekey.standalone.saved.AwsCli.row;
import static dev.lonekey.standalone.saved.AwsCli.summary;
import static dev.lonekey.standalone.saved.AwsCli.user;
import static dev.lonekey.standalone.saved.AwsCli.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.standalone.evidence.AccountEvidence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountFinderTest {

    private static final String OTHER = "444455556666";

    @TempDir
    private Path folder;

    @Test
    void arnsInAFile_tellItsAccount_andThatOfTheFilesBesideAndBelow() throws IOException {
        // Given
        save("prod/users.json", users("alice"));
        save("prod/summary.json", summary(0, 0));
        save("prod/keys/alice.json", keys("alice AKIAALICEKEY1EXAMPLE Active"));
        save("dev/users.json", "{\"Users\":[" + user(OTHER, "bob") + "]}");
        save("dev/summary.json", summary(1, 0));
        // When, Then
        assertThat(read(Optional.empty()).accounts())
                .extracting(AccountEvidence::id, account -> account.parts().size())
                .containsExactly(tuple(ACCOUNT, 3), tuple(OTHER, 1));
    }

    @Test
    void arnsBelow_tellOfTheFilesAbove_ifThereIsOneAccount() throws IOException {
        // Given
        save("summary.json", summary(0, 0));
        save("lists/users.json", users("alice"));
        // When, Then
        assertThat(read(Optional.empty()).accounts())
                .extracting(AccountEvidence::id)
                .containsExactly(ACCOUNT);
    }

    @Test
    void folderNamedByAnId_tellsTheAccount() throws IOException {
        // Given
        save(ACCOUNT + "/summary.json", summary(0, 0));
        save(OTHER + "/a/b/summary.json", summary(0, 0));
        // When, Then
        assertThat(read(Optional.empty()).accounts())
                .extracting(AccountEvidence::id)
                .containsExactly(ACCOUNT, OTHER);
    }

    @Test
    void whatNothingElseTells_theUserTells() throws IOException {
        // Given
        save("summary.json", summary(0, 0));
        // When, Then
        assertThat(read(Optional.of(OTHER)).accounts())
                .extracting(AccountEvidence::id)
                .containsExactly(OTHER);
    }

    @Test
    void accountThatNothingTells_isAnError() throws IOException {
        // Given
        var file = save("summary.json", summary(0, 0));
        // When, Then
        assertFailure(
                Optional.empty(),
                file + " does not tell its account; give --account ID, or save it in a folder named by the id");
    }

    @Test
    void fileOfTwoAccounts_isAnError() throws IOException {
        // Given
        var file = save("users.json", "{\"Users\":[" + user("alice") + "," + user(OTHER, "bob") + "]}");
        // When, Then
        assertFailure(
                Optional.empty(),
                file
                        + " names two accounts, 111122223333 and 444455556666; save each account's output in a folder of its own");
    }

    @Test
    void filesOfTwoAccountsInOneFolder_areAnError() throws IOException {
        // Given
        var users = save("users.json", users("alice"));
        var report = save("report.csv", AwsCli.csv(row("bob", AwsCli.arn(OTHER, "bob"), "none", "none", "false")));
        // When, Then
        assertFailure(
                Optional.empty(),
                users + " is of account 111122223333, and " + report
                        + " beside it of account 444455556666; give each account a folder");
    }

    @Test
    void fileInAFolderNamedByAnotherAccount_isAnError() throws IOException {
        // Given
        var file = save(OTHER + "/users.json", users("alice"));
        // When, Then
        assertFailure(
                Optional.empty(),
                file
                        + " is of account 111122223333, but its folder is named 444455556666; move it to the right folder");
    }

    @Test
    void fileOfAnotherAccountThanGiven_isAnError() throws IOException {
        // Given
        var file = save("users.json", users("alice"));
        // When, Then
        assertFailure(
                Optional.of(OTHER),
                file
                        + " is of account 111122223333, not of 444455556666; leave --account out, or give the right folder");
    }

    @Test
    void idThatIsNone_isAnError() {
        assertFailure(Optional.of("my account"), "--account takes the id of an AWS account, as 111122223333");
    }

    @Test
    void folderThatDoesNotExist_isAnError() {
        assertThatThrownBy(() -> SavedOutput.read(folder.resolve("x"), Optional.empty(), Clock.systemUTC()))
                .isInstanceOf(Failure.class)
                .hasMessage(folder.resolve("x") + " does not exist; give a folder with saved output of the AWS CLI");
    }

    private Path save(String name, String output) throws IOException {
        return AwsCli.save(folder, name, output);
    }

    private SavedOutput read(Optional<String> account) {
        return SavedOutput.read(folder, account, Clock.systemUTC());
    }

    private void assertFailure(Optional<String> account, String message) {
        assertThatThrownBy(() -> read(account)).isInstanceOf(Failure.class).hasMessage(message);
    }
}
