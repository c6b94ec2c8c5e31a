package dev.lonekey.standalone.path;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.standalone.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever else lies in a folder, the second key of erin is found, and what is wrong is said in one line. */
class WrongInputIT {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    @BeforeEach
    void goodFileBesides() throws IOException {
        Trail.file(
                folder.resolve("z.json.gz"),
                Trail.keyCreated("erin", "AKIAERINSKEY1EXAMPLE", now.minusSeconds(200)),
                Trail.keyCreated("erin", "AKIAERINSKEY2EXAMPLE", now.minusSeconds(100)));
    }

    @Test
    void filesWithoutRecords_areNoErrors() throws IOException {
        // Given
        write("empty.json", "");
        write("object.json", "{}");
        write("list.json", "[]");
        write(
                "digest.json",
                "{\"awsAccountId\":\"111122223333\",\"digestStartTime\":\"2026-03-01T10:00:00Z\",\"logFiles\":[]}");
        write(
                "insight.json",
                "{\"Records\":[{\"eventVersion\":\"1.07\",\"eventType\":\"AwsCloudTrailInsight\",\"recipientAccountId\":\"111122223333\"}]}");
        write(
                "aggregated.json",
                "{\"Records\":[{\"eventVersion\":\"1.0\",\"eventCategory\":\"Aggregated\",\"eventId\":\"1\",\"accountId\":\"111122223333\"}]}");
        // When
        var run = replay();
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("0 records rejected").doesNotContain("lonekey:");
        assertFound(run);
    }

    @Test
    void filesThatAreNotJsonOrDamaged_areNamedAndTheOthersUsed() throws IOException {
        // Given
        write("notes.json", "dear colleague,");
        Files.write(
                folder.resolve("corrupt.json.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        write("cut.json", "{\"Records\":[{\"eventName\":\"x\"");
        // When
        var run = replay();
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines().stream().filter(line -> line.startsWith("lonekey: ")))
                .hasSize(3)
                .anyMatch(line -> line.contains("notes.json is not JSON"))
                .anyMatch(line -> line.contains("corrupt.json.gz is damaged"))
                .anyMatch(line -> line.contains("cut.json is cut off"));
        assertFound(run);
    }

    @Test
    void recordsThatCannotBeUsed_areRejectedAndCounted() throws IOException {
        // Given a record without an account, one with a number for a name, one from the future
        var good = Trail.keyCreated("frank", "AKIAFRANKKEY1EXAMPLE", now);
        Trail.file(
                folder.resolve("a.json"),
                good.replace("\"recipientAccountId\":\"111122223333\"", "\"x\":1")
                        .replace("\"accountId\":\"111122223333\",", ""),
                good.replace("\"userName\":\"frank\"", "\"userName\":7"),
                Trail.keyCreated("frank", "AKIAFRANKKEY2EXAMPLE", now.plusSeconds(7_200)));
        // When
        var run = replay();
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("3 records rejected");
        assertFound(run);
    }

    @Test
    void recordOf300KilobytesAndOneOfTwoMegabytes_theFirstIsUsedAndTheSecondRejected() throws IOException {
        // Given
        Trail.file(
                folder.resolve("a.json"),
                padded(Trail.keyCreated("grace", "AKIAGRACEKEY1EXAMPLE", now.minusSeconds(9)), 300_000),
                Trail.keyCreated("grace", "AKIAGRACEKEY2EXAMPLE", now.minusSeconds(8)),
                padded(Trail.keyCreated("heidi", "AKIAHEIDIKEY1EXAMPLE", now.minusSeconds(7)), 2_000_000));
        // When
        var run = replay();
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("1 record rejected");
        assertThat(run.out().lines()).hasSize(2).anyMatch(line -> line.contains("\"name\":\"grace\""));
        assertFound(run);
    }

    @Test
    void hostileText_reachesTheTableAsTextOnly() throws IOException {
        // Given a user agent that would clear the screen and reverse the text
        var hostile = "\\u001b[2J\\u202eevil\\u0007\\r\\nlonekey: all is well";
        Trail.file(
                folder.resolve("z.json.gz"),
                Trail.keyCreated("erin", "AKIAERINSKEY1EXAMPLE", now.minusSeconds(200)),
                Trail.keyCreated("erin", "AKIAERINSKEY2EXAMPLE", now.minusSeconds(100))
                        .replace("\"eventVersion\"", "\"userAgent\":\"" + hostile + "\",\"eventVersion\""));
        // When
        var run = lonekey("replay", "--output", "table", folder.toString());
        // Then
        assertThat(run.out()).contains("evil").doesNotContain("\u001b", "\u202e", "\u0007", "\nlonekey: all is well");
    }

    private CommandLine replay() {
        return lonekey("replay", "--output", "jsonl", folder.toString());
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static String padded(String record, int bytes) {
        return record.replace("\"eventVersion\"", "\"padding\":\"" + "x".repeat(bytes) + "\",\"eventVersion\"");
    }

    private static void assertFound(CommandLine run) {
        assertThat(run.out()
                        .lines()
                        .map(line -> ViolationEvent.fromJson(line.getBytes(UTF_8)))
                        .map(event -> event.principal().name()))
                .contains("erin");
    }
}
