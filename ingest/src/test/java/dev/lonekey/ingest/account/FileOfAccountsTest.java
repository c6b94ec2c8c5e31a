package dev.lonekey.ingest.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOfAccountsTest {

    @TempDir
    private Path directory;

    @Test
    void commentsAndBlanks_areLeftOut() throws IOException {
        // Given
        var file = file("\uFEFF111122223333 # prod\r\n\n# 222233334444\n  444455556666\t\n111122223333");
        // When
        var accounts = new FileOfAccounts(file).read();
        // Then
        assertThat(accounts).extracting(MemberAccount::id).containsExactly("111122223333", "444455556666");
    }

    @Test
    void wrongId_isToldWithItsLine() throws IOException {
        // Given
        var file = file("111122223333\n4444-5555-6666\u001b[31m");
        // Then
        assertThatThrownBy(() -> new FileOfAccounts(file).read())
                .isInstanceOf(Failure.class)
                .hasMessage(file + " line 2: \"4444-5555-6666[31m\" is no account id;"
                        + " write its twelve digits as in 111122223333");
    }

    @Test
    void fileWithoutAccounts_isNoList() throws IOException {
        // Given
        var file = file("# none yet\n");
        // Then
        assertThatThrownBy(() -> new FileOfAccounts(file).read())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("lists no account");
    }

    @Test
    void missingFile_isNamed() {
        // Given
        var file = directory.resolve("missing.txt");
        // Then
        assertThatThrownBy(() -> new FileOfAccounts(file).read())
                .isInstanceOf(Failure.class)
                .hasMessage(file + " does not exist; correct ingest.accounts.file");
    }

    @Test
    void otherEncoding_isTold() throws IOException {
        // Given
        var file = directory.resolve("accounts.txt");
        Files.write(file, "111122223333 # Überweisung".getBytes(StandardCharsets.ISO_8859_1));
        // Then
        assertThatThrownBy(() -> new FileOfAccounts(file).read())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("is not in UTF-8");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("accounts.txt"), text);
    }
}
