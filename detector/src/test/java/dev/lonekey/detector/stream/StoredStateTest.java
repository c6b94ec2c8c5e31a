package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.ACCOUNT;
import static dev.lonekey.detector.stream.Trail.START;
import static dev.lonekey.detector.stream.Trail.createAccessKey;
import static dev.lonekey.detector.stream.Trail.deleteAccessKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.state.EntryCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * State that earlier versions wrote, kept as files of lines "store key value", is judged on as if it had just been written. A file is
 * for life: of a new version of the state a new one is made, with {@code -Dlonekey.state.write=FILE}.
 */
class StoredStateTest {

    private static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    private static final String K2 = "AKIAI44QH8DHBEXAMPLE";
    private static final String K3 = "AKIAI33QH8DHBEXAMPLE";

    @TempDir
    private Path folder;

    @Test
    void stateOfVersionTwo_isJudgedOnAsIfNothingHadHappened() {
        // Given
        List<ViolationEvent> uninterrupted;
        try (var detector = detector("uninterrupted")) {
            first(detector);
            detector.takeEvents();
            uninterrupted = second(detector);
        }
        // When
        List<ViolationEvent> upgraded;
        try (var detector = detector("upgraded")) {
            detector.restore(golden("state-version-2.txt"));
            upgraded = second(detector);
        }
        // Then
        assertThat(upgraded).hasSizeGreaterThan(4).isEqualTo(uninterrupted);
    }

    @Test
    void stateOfThisVersion_isWrittenAsItWas() {
        try (var detector = detector("written")) {
            first(detector);
            var lines = detector.dump();
            Optional.ofNullable(System.getProperty("lonekey.state.write"))
                    .ifPresent(file -> write(Path.of(file), lines));
            assertThat(lines).isEqualTo(golden("state-version-" + EntryCodec.VERSION + ".txt"));
        }
    }

    @Test
    void stateOfANewerVersion_isRefusedAndLeftAsItIs() {
        try (var detector = detector("newer")) {
            detector.restore(golden("state-version-2.txt"));
            detector.store(Nodes.AGENDA_STORE).put(new byte[] {'L'}, "3".getBytes(UTF_8));
            var before = detector.dump();
            // When, Then
            assertThatThrownBy(() -> second(detector))
                    .hasStackTraceContaining(
                            "the state of partition 0 was written by a newer Lonekey, in version 3, and this one reads up to 2; start the newer one again");
            assertThat(detector.dump()).isEqualTo(before);
            assertThat(detector.events()).isEmpty();
        }
    }

    private DetectorOnTestDriver detector(String name) {
        return new DetectorOnTestDriver(folder.resolve(name), Policy.DEFAULT, START.plusSeconds(400));
    }

    private static void first(DetectorOnTestDriver detector) {
        detector.tell(
                ACCOUNT,
                createAccessKey("alice", K1, 0),
                createAccessKey("alice", K2, 60),
                createAccessKey("bob", "AKIABOBXXKEY1EXAMPLE", 70),
                createAccessKey("bob", "AKIABOBXXKEY2EXAMPLE", 80),
                deleteAccessKey("bob", "AKIABOBXXKEY2EXAMPLE", 90));
        detector.tell(
                new SnapshotPart.Root(
                        "s-1",
                        1,
                        ACCOUNT,
                        START.plusSeconds(100),
                        START.plusSeconds(130),
                        Optional.of(true),
                        Optional.of(true)),
                carol("s-1", 2, 100, K3),
                new SnapshotPart.Completed(
                        "s-0", 0, "444455556666", START.plusSeconds(100), START.plusSeconds(130), 0));
        detector.passTo(START.plusSeconds(400));
    }

    private static List<ViolationEvent> second(DetectorOnTestDriver detector) {
        detector.passTo(START.plusSeconds(500));
        detector.tell(
                ACCOUNT,
                deleteAccessKey("alice", K1, 410),
                createAccessKey("carol", "AKIACAROLKEY2EXAMPLE", 420),
                createAccessKey("bob", "AKIABOBXXKEY3EXAMPLE", 430));
        detector.tell(
                carol("s-2", 1, 440, "AKIACAROLKEY2EXAMPLE"),
                new SnapshotPart.Root(
                        "s-2",
                        2,
                        ACCOUNT,
                        START.plusSeconds(440),
                        START.plusSeconds(470),
                        Optional.of(false),
                        Optional.of(true)),
                new SnapshotPart.Completed("s-2", 2, ACCOUNT, START.plusSeconds(440), START.plusSeconds(470), 1));
        return detector.takeEvents();
    }

    private static SnapshotPart carol(String snapshot, int part, long second, String key) {
        return new SnapshotPart.Users(
                snapshot,
                part,
                ACCOUNT,
                START.plusSeconds(second),
                START.plusSeconds(second + 30),
                List.of(new SnapshotPart.User(
                        "carol",
                        Optional.of("AIDACAROLEXAMPLE"),
                        Optional.of("arn:aws:iam::111122223333:user/ops/carol"),
                        List.of(new SnapshotPart.Key(key, "Active", Optional.of(START), Optional.empty())))));
    }

    private static List<String> golden(String name) {
        try (var file = StoredStateTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
