package dev.lonekey.standalone.path;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.standalone.CommandLine;
import dev.lonekey.standalone.saved.AwsCli;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From archives to violations, on whatever broker. Each test has a user of its own. */
abstract class WholePath {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    /** The options that choose the broker. */
    abstract List<String> broker();

    @Test
    void secondKeyInAnEarlierFileAllFilesTwiceAndADeniedRootKey_giveTheOneViolationThereWas() throws IOException {
        // Given
        var second = Trail.keyCreated("alice", "AKIAALICEKEY2EXAMPLE", now.minusSeconds(100));
        var first = Trail.keyCreated("alice", "AKIAALICEKEY1EXAMPLE", now.minusSeconds(200));
        var denied = Trail.deniedRootKey(now.minusSeconds(50));
        for (var round : List.of("1", "2")) {
            Trail.file(folder.resolve(round + "-a.json.gz"), second, denied);
            Trail.file(folder.resolve(round + "-b.json"), first);
        }
        // When
        var run = replay("--output", "jsonl", folder.toString());
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(events(run)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.OPENED);
            assertThat(event.principal().name()).isEqualTo("alice");
            assertThat(event.openedAt()).isEqualTo(now.minusSeconds(100));
            assertThat(event.keys())
                    .extracting(ViolationEvent.Key::accessKeyId)
                    .containsExactlyInAnyOrder("AKIAALICEKEY1EXAMPLE", "AKIAALICEKEY2EXAMPLE");
        });
    }

    @Test
    void fileCutOff_isAnErrorAndTheRestIsProcessed() throws IOException {
        // Given
        var broken = Trail.cutOff(
                folder.resolve("a.json.gz"), Trail.keyCreated("bob", "AKIABOBSKEY01EXAMPLE", now.minusSeconds(300)));
        Trail.file(
                folder.resolve("b.json.gz"),
                Trail.keyCreated("carol", "AKIACAROLKEY1EXAMPLE", now.minusSeconds(200)),
                Trail.keyCreated("carol", "AKIACAROLKEY2EXAMPLE", now.minusSeconds(100)));
        // When
        var run = replay("--output", "jsonl", folder.toString());
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).anyMatch(line -> line.startsWith("lonekey: ") && line.contains(broken.toString()));
        assertThat(events(run)).extracting(event -> event.principal().name()).containsExactly("carol");
    }

    @Test
    void table_saysWhatToDo() throws IOException {
        // Given
        var file = Trail.file(
                folder.resolve("a.json"),
                Trail.keyCreated("dave", "AKIADAVESKEY1EXAMPLE", now.minusSeconds(200)),
                Trail.keyCreated("dave", "AKIADAVESKEY2EXAMPLE", now.minusSeconds(100)));
        // When
        var run = replay("--output", "table", file.toString());
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out())
                .contains(
                        "1 violation open",
                        "dave of account 111122223333",
                        "aws iam update-access-key",
                        "1 file: 2 records read");
    }

    @Test
    void savedListing_tellsOfTheKeyThatIsOlderThanTheRecords() throws IOException {
        // Given
        var saved = folder.resolve("saved");
        AwsCli.save(saved, AwsCli.ACCOUNT + "/keys.json", AwsCli.keys("frank AKIAFRANKKEY1EXAMPLE Active"));
        var file = Trail.file(folder.resolve("a.json"), Trail.keyCreated("frank", "AKIAFRANKKEY2EXAMPLE", now));
        // When
        var run = replay("--output", "jsonl", "--snapshot", saved.toString(), file.toString());
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(events(run)).last().satisfies(event -> {
            assertThat(event.principal().name()).isEqualTo("frank");
            assertThat(event.openedAt()).isEqualTo(now);
            assertThat(event.keys())
                    .extracting(ViolationEvent.Key::accessKeyId)
                    .containsExactlyInAnyOrder("AKIAFRANKKEY1EXAMPLE", "AKIAFRANKKEY2EXAMPLE");
        });
        assertThat(run.err()).contains("baseline: 1 account in 1 part of saved snapshots");
    }

    @Test
    void nothingOfInterest_isNothingOpen() throws IOException {
        // Given
        var file = Trail.file(folder.resolve("empty.json"));
        // When
        var run = replay("--output", "jsonl", file.toString());
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("0 violations opened");
    }

    private CommandLine replay(String... arguments) {
        var all = new ArrayList<>(List.of("replay"));
        all.addAll(broker());
        Stream.of(arguments).forEach(all::add);
        return lonekey(all.toArray(String[]::new));
    }

    /** Every line must be an event. */
    private static List<ViolationEvent> events(CommandLine run) {
        return run.out()
                .lines()
                .map(line -> ViolationEvent.fromJson(line.getBytes(UTF_8)))
                .toList();
    }
}
