package dev.lonekey.standalone.saved;

import static dev.lonekey.standalone.saved.AwsCli.COLUMNS;
import static dev.lonekey.standalone.saved.AwsCli.csv;
import static dev.lonekey.standalone.saved.AwsCli.keys;
import static dev.lonekey.standalone.saved.AwsCli.report;
import static dev.lonekey.standalone.saved.AwsCli.rootRow;
import static dev.lonekey.standalone.saved.AwsCli.row;
import static dev.lonekey.standalone.saved.AwsCli.users;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lonekey.ingest.report.ReportRow;
import dev.lonekey.standalone.saved.Saved.CredentialReport;
import dev.lonekey.standalone.saved.Saved.KeyList;
import dev.lonekey.standalone.saved.Saved.UserList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedFileTest {

    private static final String CSV = csv(rootRow("active", "inactive"), row("alice", "active", "none"));

    @TempDir
    private Path folder;

    static Stream<Arguments> reportsThatSayTheSame() {
        return Stream.of(
                Arguments.of("as AWS writes it", CSV),
                Arguments.of("a line end at the end", CSV + "\n\n"),
                Arguments.of("CRLF", CSV.replace("\n", "\r\n")),
                Arguments.of("a byte order mark", "\uFEFF" + CSV),
                Arguments.of("TRUE and FALSE", CSV.replace("true", "TRUE").replace("false", "FALSE")),
                Arguments.of("+00:00", CSV.replace("05Z", "05+00:00")),
                Arguments.of("an unknown column", eachLine(line -> line + ",additional")),
                Arguments.of("another order", eachLine(SavedFileTest::reversed)),
                Arguments.of("quotes", eachLine(line -> "\"" + line.replace(",", "\",\"") + "\"")),
                Arguments.of("words for nothing", CSV.replace("N/A", "not_supported")),
                Arguments.of("JSON", report(CSV)),
                Arguments.of("JSON on one line", report(CSV).replace("\n", "")),
                Arguments.of("JSON with Z", report(CSV).replace("+00:00", "Z")),
                Arguments.of("escaped line breaks", broken("\\n")),
                Arguments.of("line breaks in the JSON string", broken("\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void reportsThatSayTheSame(String how, String output) throws IOException, UnusableException {
        // When
        var report = only(CredentialReport.class, read(output));
        // Then
        assertThat(report.rows())
                .extracting(
                        ReportRow::user, ReportRow::keysExisting, ReportRow::keysActive, ReportRow::certificatesActive)
                .containsExactly(tuple("<root_account>", 2, 1, 0), tuple("alice", 1, 1, 0));
    }

    @Test
    void activeCertificates_areCounted() throws IOException, UnusableException {
        // Given
        var csv = csv(row("<root_account>", "arn:aws-us-gov:iam::111122223333:root", "none", "none", "TRUE"));
        // When, Then
        assertThat(only(CredentialReport.class, read(csv)).rows())
                .extracting(ReportRow::certificatesActive)
                .containsExactly(1);
    }

    static Stream<Arguments> damage() {
        var middle = CSV.indexOf("root_account") + 60;
        var encoded = report(CSV);
        return Stream.of(
                Arguments.of(
                        csv(rootRow("none", "none"), "alice,arn"),
                        "line 3: the report is damaged: 2 cells under 22 columns."),
                Arguments.of(
                        CSV.replace(",true", ",tr"),
                        "line 2: the report is damaged: this is no row as AWS writes them."),
                Arguments.of(CSV.replace("user/alice", "user/bob"), "line 3: the report is damaged: this is no row"),
                Arguments.of(
                        CSV.replaceFirst("2026-01-02T03", "2026-01-0T03"),
                        "line 2: the report is damaged: this is no row"),
                Arguments.of(
                        csv(rootRow("none", "none"), rootRow("none", "none")),
                        "line 3: the report is damaged: a user is in it twice."),
                Arguments.of(
                        CSV.replace("3333:user", "3334:user"),
                        "line 3: the report is damaged: a row is of another account."),
                Arguments.of(CSV.replace("\nalice", "\n\"alice"), "line 3: the CSV is damaged."),
                Arguments.of(
                        CSV.replace("access_key_2_active", "access_key"),
                        "line 1: the report has no column access_key_2_active."),
                Arguments.of(COLUMNS, "is a report without rows."),
                Arguments.of(CSV.substring(0, middle) + CSV.substring(middle + 60), "line 2: the report is damaged"),
                Arguments.of(
                        encoded.substring(0, 300) + "*" + encoded.substring(301),
                        "line 1, \"Content\" is no base64, or cut off."),
                Arguments.of(
                        encoded.substring(0, 401) + encoded.substring(403),
                        "line 1, \"Content\" is no base64, or cut off."),
                Arguments.of(
                        report(CSV.replace(",true", ",tr")),
                        "line 1, within the report in \"Content\", line 2: the report is damaged"),
                Arguments.of(
                        report("x"),
                        "line 1, within the report in \"Content\", line 1: the report has no column user."),
                Arguments.of(encoded.substring(0, 300), "line 2: the JSON is damaged, or cut off."),
                Arguments.of(users("alice").replaceFirst("]}$", ""), "line 1: the JSON is damaged, or cut off."),
                Arguments.of(users("eve\\u001b[2J"), "line 1: Users.[0] is not as AWS prints it."),
                Arguments.of(
                        keys("a/b AKIAALICEKEY1EXAMPLE Active"),
                        "line 1: AccessKeyMetadata.[0] is not as AWS prints it."),
                Arguments.of("{\n\"Users\":[{}]}", "line 2: Users.[0] is not as AWS prints it."),
                Arguments.of("{\"Users\":\n{}}", "line 2: Users is not as AWS prints it."),
                Arguments.of("{\"Users\":[null]}", "line 1: this is not as AWS prints it."),
                Arguments.of(
                        keys("alice AKIAALICEKEY1EXAMPLE Active").replace("2026-01-02T", "2026-13-02T"),
                        "line 1: AccessKeyMetadata.[0].CreateDate is not as AWS prints it."),
                Arguments.of(
                        "{\"SummaryMap\":{\"AccountAccessKeysPresent\":\"1\"}}",
                        "line 1: SummaryMap.AccountAccessKeysPresent is not as AWS prints it."),
                Arguments.of(" \n", "is empty, which is what a call that failed leaves behind."),
                Arguments.of(
                        "\nAn error occurred (AccessDenied) when calling the ListUsers operation: …",
                        "holds an error message of the AWS CLI."));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void damage(String output, String message) {
        assertThatThrownBy(() -> read(output))
                .isInstanceOf(UnusableException.class)
                .hasMessageStartingWith(message)
                .hasMessageEndingWith("ave it again.");
    }

    @Test
    void bytesThatAreNoText_areTold() throws IOException {
        // Given
        var file = Files.write(folder.resolve("x"), (CSV + "\n\u00e9").getBytes(ISO_8859_1));
        // When, Then
        assertThatThrownBy(() -> SavedFile.read(file)).hasMessage("line 4: this is no text in UTF-8. Save it again.");
    }

    @Test
    void textOfPowerShell_isReadAsWell() throws IOException, UnusableException {
        // Given
        var file = Files.write(folder.resolve("x"), ("\uFEFF" + users("alice")).getBytes(UTF_16LE));
        // When, Then
        assertThat(only(UserList.class, SavedFile.read(file)).users()).hasSize(1);
    }

    @Test
    void absurdlyLargeFile_isRefused() throws IOException {
        // Given
        var file = Files.write(folder.resolve("x"), new byte[FileText.MAX_BYTES + 1]);
        // When, Then
        assertThatThrownBy(() -> SavedFile.read(file))
                .hasMessage("has 16 MiB, and no saved output needs more than 16. Leave it out.");
    }

    @Test
    void documentsInAnArray_areRead() throws IOException, UnusableException {
        assertThat(read("[" + users("alice") + "," + keys() + "]").contents()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[1]",
                "{\"Roles\":[]}",
                "hello",
                "{\"UserName\":\"alice\",\"AccessKeyLastUsed\":{\"Region\":\"us-east-1\"}}"
            })
    void whatIsOfNoUse_isLeftOut(String output) throws IOException, UnusableException {
        assertThat(read(output).isUsable()).isFalse();
    }

    @Test
    void pagesOfAList_areTruncated() throws IOException, UnusableException {
        assertThat(only(KeyList.class, read("{\"AccessKeyMetadata\":[],\"IsTruncated\":false}"))
                        .truncated())
                .isFalse();
        assertThat(only(KeyList.class, read("{\"AccessKeyMetadata\":[],\"IsTruncated\":true}"))
                        .truncated())
                .isTrue();
        assertThat(only(KeyList.class, read("{\"AccessKeyMetadata\":[],\"NextToken\":\"x\"}"))
                        .truncated())
                .isTrue();
        assertThat(only(KeyList.class, read("{\"AccessKeyMetadata\":[],\"NextToken\":null}"))
                        .truncated())
                .isFalse();
    }

    private SavedFile read(String output) throws IOException, UnusableException {
        return SavedFile.read(Files.writeString(folder.resolve("file"), output));
    }

    private static <T extends Saved> T only(Class<T> kind, SavedFile file) {
        assertThat(file.contents()).singleElement().isInstanceOf(kind);
        return kind.cast(file.contents().get(0));
    }

    private static String eachLine(UnaryOperator<String> change) {
        return CSV.lines().map(change).collect(Collectors.joining("\n"));
    }

    private static String reversed(String line) {
        List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
        Collections.reverse(cells);
        return String.join(",", cells);
    }

    /** The content of a report, broken into lines of 76 characters. */
    private static String broken(String lineBreak) {
        var json = report(CSV);
        var start = json.indexOf(": \"") + 3;
        var end = json.indexOf('"', start);
        return json.substring(0, start)
                + json.substring(start, end).replaceAll("(.{76})", "$1" + lineBreak.replace("\\", "\\\\"))
                + json.substring(end);
    }
}
