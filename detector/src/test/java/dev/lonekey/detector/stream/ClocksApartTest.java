package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.ACCOUNT;
import static dev.lonekey.detector.stream.Trail.START;
import static dev.lonekey.detector.stream.Trail.createAccessKey;
import static dev.lonekey.detector.stream.Trail.deleteAccessKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.contract.snapshot.SnapshotPart.Users;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.detector.account.Told;
import dev.lonekey.detector.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of the detector is hours or years from that of AWS, and set right later. */
class ClocksApartTest {

    private static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    private static final String K2 = "AKIAI44QH8DHBEXAMPLE";
    private static final Instant NOW = START.plusSeconds(60);

    @TempDir
    private Path folder;

    private DetectorOnTestDriver detector;

    private void startAt(Instant clock) {
        detector = new DetectorOnTestDriver(folder, Policy.DEFAULT, clock);
    }

    @AfterEach
    void close() {
        detector.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T08:00:00Z", "2016-03-01T10:00:00Z", "1970-01-01T00:00:00Z"})
    void clockBehind_allIsAmongTheDeadLettersAsItCame_andUsedWhenToldAgain(Instant behind) {
        // Given
        startAt(behind);
        var events = List.of(createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 30));
        var listing = new Users("s", 1, ACCOUNT, START, NOW, List.of(bob()));
        // When
        events.forEach(event -> detector.tell(ACCOUNT, event));
        detector.tell(listing);
        detector.passTo(behind.plusSeconds(10));
        // Then
        assertThat(detector.events()).isEmpty();
        var letters = List.copyOf(detector.deadLetters());
        assertThat(letters)
                .extracting(TestRecord::value)
                .containsExactly(events.get(0), events.get(1), listing.toJson());
        assertThat(letters).extracting(ClocksApartTest::reason).allMatch(reason -> reason.startsWith("future-time: "));
        // When
        detector.passTo(NOW);
        letters.subList(0, 2).forEach(letter -> detector.tell(ACCOUNT, letter.value()));
        detector.tellSnapshot(ACCOUNT, letters.get(2).value());
        // Then
        assertThat(detector.deadLetters()).hasSize(3);
        assertThat(detector.takeEvents())
                .singleElement()
                .satisfies(event -> assertThat(Told.step(event)).isEqualTo("OPENED MEDIUM"))
                .satisfies(event -> assertThat(event.discovery()).isEqualTo(Discovery.LIVE))
                .satisfies(event -> assertThat(event.openedAt()).isEqualTo(START.plusSeconds(30)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00Z, LIVE",
        "2026-03-02T10:00:31Z, LATE",
        "2036-03-01T10:00:00Z, LATE",
        "2999-03-01T10:00:00Z, LATE"
    })
    void clockAhead_allIsUsed_andWhatComesWhenItIsSetRight(Instant ahead, Discovery discovery) {
        // Given
        startAt(ahead);
        // When
        detector.tell(ACCOUNT, createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 30));
        detector.tell(new Users("s", 1, ACCOUNT, START, NOW, List.of(bob())));
        detector.passTo(ahead.plusSeconds(10));
        var opened = detector.takeEvents();
        detector.passTo(NOW);
        detector.restart();
        detector.tell(ACCOUNT, deleteAccessKey("alice", K1, 50));
        // Then
        assertThat(detector.deadLetters()).isEmpty();
        assertThat(opened).extracting(ViolationEvent::discovery).containsExactly(discovery);
        assertThat(detector.takeEvents()).singleElement().satisfies(event -> {
            assertThat(event.violationId()).isEqualTo(opened.get(0).violationId());
            assertThat(Told.step(event)).startsWith("RESOLVED");
            assertThat(Duration.between(event.openedAt(), event.resolvedAt().orElseThrow()))
                    .isEqualTo(Duration.ofSeconds(20));
        });
    }

    private static User bob() {
        return new User(
                "bob",
                Optional.empty(),
                Optional.empty(),
                List.of(new SnapshotPart.Key("AKIABOBXXKEY1EXAMPLE", "Active", Optional.empty(), Optional.empty())));
    }

    private static String reason(TestRecord<String, byte[]> letter) {
        return new String(letter.headers().lastHeader(DeadLetter.REASON).value(), StandardCharsets.UTF_8);
    }
}
