package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.ACCOUNT;
import static dev.lonekey.detector.stream.Trail.START;
import static dev.lonekey.detector.stream.Trail.createAccessKey;
import static dev.lonekey.detector.stream.Trail.deleteAccessKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.policy.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector that lost its state begins with what it published. */
class SeedTest {

    private static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    private static final String K2 = "AKIAI44QH8DHBEXAMPLE";
    private static final String K3 = "AKIAI33QH8DHBEXAMPLE";
    private static final Instant RESET = START.plus(Duration.ofDays(2));
    private static final byte[][] ALICE = {createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 60)};

    @TempDir
    private Path folder;

    private DetectorOnTestDriver detector;

    @BeforeEach
    void start() {
        detector = new DetectorOnTestDriver(folder, Policy.DEFAULT, START.plusSeconds(100));
    }

    @AfterEach
    void close() {
        detector.close();
    }

    private ViolationEvent opened(byte[]... records) {
        detector.tell(ACCOUNT, records);
        return detector.takeEvents().get(0);
    }

    private void resetAndSeed() {
        detector.resetAndSeed(RESET);
        detector.passTo(RESET);
    }

    @Test
    void everythingIsHeardAgain_nothingIsPublished() {
        // Given
        opened(ALICE);
        resetAndSeed();
        // When
        detector.tell(ACCOUNT, ALICE);
        detector.passTo(RESET.plusSeconds(30));
        // Then
        assertThat(detector.events()).isEmpty();
    }

    @Test
    void firstRecordComesBeforeTheFirstTick_isJudgedOnTheSeed() {
        // Given
        var before = opened(ALICE);
        detector.resetAndSeed(RESET);
        // When
        detector.tell(ACCOUNT, deleteAccessKey("alice", K1, 90_000));
        // Then
        assertThat(detector.events()).singleElement().satisfies(event -> {
            assertThat(event.violationId()).isEqualTo(before.violationId());
            assertThat(event.revision()).isEqualTo(2);
            assertThat(event.resolution()).contains(Resolution.KEY_DELETED);
        });
    }

    @Test
    void resolvedOneIsHeardAgain_isNotOpenedAsIfItWereNew() {
        // Given
        opened(ALICE);
        detector.tell(ACCOUNT, deleteAccessKey("alice", K1, 120));
        detector.takeEvents();
        resetAndSeed();
        // When
        detector.tell(ACCOUNT, ALICE);
        detector.tell(ACCOUNT, deleteAccessKey("alice", K1, 120));
        // Then
        assertThat(detector.events()).isEmpty();
    }

    @Test
    void resolvedOneAndThenAnotherKey_opensAnotherWithTheKeyThatWasLeft() {
        // Given
        var before = opened(ALICE);
        detector.tell(ACCOUNT, deleteAccessKey("alice", K1, 120));
        detector.takeEvents();
        resetAndSeed();
        // When
        detector.tell(ACCOUNT, createAccessKey("alice", K3, 90_000));
        // Then
        assertThat(detector.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.OPENED);
            assertThat(event.violationId()).isNotEqualTo(before.violationId());
            assertThat(event.keys()).extracting(ViolationEvent.Key::accessKeyId).containsExactlyInAnyOrder(K2, K3);
        });
    }

    @Test
    void keyThatWasLeftIsDeletedASecondLater_isHeardAgainAndNotTakenForActive() {
        // Given
        opened(ALICE);
        detector.tell(ACCOUNT, deleteAccessKey("alice", K1, 120), deleteAccessKey("alice", K2, 121));
        detector.takeEvents();
        resetAndSeed();
        // When
        detector.tell(ACCOUNT, ALICE);
        detector.tell(ACCOUNT, deleteAccessKey("alice", K1, 120), deleteAccessKey("alice", K2, 121));
        detector.tell(ACCOUNT, createAccessKey("alice", K3, 90_000));
        // Then
        assertThat(detector.events()).isEmpty();
    }

    @Test
    void nameIsTakenByAnother_keysOfTheFirstAreNotTakenForActive() {
        // Given
        byte[][] first = {
            deleteAccessKey("alice", K2, 100),
            Trail.bytes(
                    Trail.record(
                            "UpdateUser",
                            2_000,
                            "\"requestParameters\":{\"userName\":\"alice\",\"newUserName\":\"carol\"},\"responseElements\":null")),
            Trail.bytes(Trail.record("CreateUser", 3_000, """
                    "requestParameters":{"userName":"alice"},
                    "responseElements":{"user":{"userName":"alice","userId":"AIDAEXAMPLE"}}""")),
            deleteAccessKey("carol", K1, 4_000),
            createAccessKey("alice", "AKIAI55QH8DHBEXAMPLE", 5_000),
            createAccessKey("alice", "AKIAI66QH8DHBEXAMPLE", 5_060)
        };
        detector.passTo(START.plusSeconds(10_000));
        opened(ALICE);
        detector.tell(ACCOUNT, first);
        detector.takeEvents();
        resetAndSeed();
        // When
        detector.tell(ACCOUNT, ALICE);
        detector.tell(ACCOUNT, first);
        detector.tell(ACCOUNT, createAccessKey("carol", K3, 90_000));
        // Then
        assertThat(detector.events()).isEmpty();
    }

    @Test
    void snapshotShowsBothKeys_publishesNothing() {
        // Given
        opened(ALICE);
        resetAndSeed();
        // When
        detector.tell(snapshot(1, 90_000, key(K1, "Active"), key(K2, "Active")));
        // Then
        assertThat(detector.events()).isEmpty();
    }

    @Test
    void snapshotFromBeforeTheSeedIsHeardAgain_publishesNothing() {
        // Given
        detector.passTo(START.plusSeconds(70_000));
        detector.tell(snapshot(1, 50_000, key(K1, "Active"), key(K2, "Active")));
        detector.tell(snapshot(2, 60_000, key(K1, "Active"), key(K2, "Active")));
        detector.takeEvents();
        resetAndSeed();
        // When
        detector.tell(snapshot(1, 50_000, key(K1, "Active"), key(K2, "Active")));
        detector.tell(snapshot(2, 60_000, key(K1, "Active"), key(K2, "Active")));
        // Then
        assertThat(detector.events()).isEmpty();
    }

    @Test
    void snapshotShowsOneKeyOnly_resolves() {
        // Given
        var before = opened(ALICE);
        resetAndSeed();
        // When
        detector.tell(snapshot(1, 90_000, key(K1, "Active")));
        // Then
        assertThat(detector.events()).singleElement().satisfies(event -> {
            assertThat(event.violationId()).isEqualTo(before.violationId());
            assertThat(event.revision()).isEqualTo(2);
            assertThat(event.openedAt()).isEqualTo(before.openedAt());
            assertThat(event.resolution()).contains(Resolution.ABSENT_FROM_SNAPSHOT);
        });
    }

    @Test
    void userIsInNoSnapshotAnyMore_resolves() {
        // Given
        opened(ALICE);
        resetAndSeed();
        // When
        detector.tell(new SnapshotPart.Completed("s-1", 0, ACCOUNT, at(90_000), at(90_040), 0));
        // Then
        assertThat(detector.events()).singleElement().satisfies(event -> assertThat(event.resolution())
                .contains(Resolution.ABSENT_FROM_SNAPSHOT));
    }

    @Test
    void accountIsGone_resolves() {
        // Given
        opened(ALICE);
        resetAndSeed();
        // When
        detector.tell(new SnapshotPart.Account(
                ACCOUNT, at(90_000), AccountState.REMOVED, Optional.empty(), Optional.empty(), Optional.empty()));
        // Then
        assertThat(detector.events()).singleElement().satisfies(event -> assertThat(event.resolution())
                .contains(Resolution.ACCOUNT_GONE));
    }

    @Test
    void accountWasGone_isHeardAgainAndPublishesNothing() {
        // Given
        var gone = new SnapshotPart.Account(
                ACCOUNT, at(200), AccountState.REMOVED, Optional.empty(), Optional.empty(), Optional.empty());
        opened(ALICE);
        detector.tell(gone);
        detector.takeEvents();
        resetAndSeed();
        // When
        detector.tell(ACCOUNT, ALICE);
        detector.tell(gone);
        // Then
        assertThat(detector.events()).isEmpty();
    }

    @Test
    void rootKeysThatWereCountedOnly_goOn() {
        // Given
        detector.tell(root("r-1", 80, true));
        var before = detector.takeEvents();
        resetAndSeed();
        // When
        detector.tell(root("r-1", 80, true), root("r-2", 90_000, true));
        var confirmed = detector.takeEvents();
        detector.tell(root("r-3", 95_000, false));
        // Then
        assertThat(before).hasSize(2);
        assertThat(confirmed).isEmpty();
        assertThat(detector.events())
                .extracting(ViolationEvent::type, ViolationEvent::revision)
                .containsOnly(tuple(EventType.RESOLVED, 2));
        assertThat(detector.events())
                .extracting(ViolationEvent::violationId)
                .containsExactlyInAnyOrderElementsOf(
                        before.stream().map(ViolationEvent::violationId).toList());
    }

    @Test
    void deactivatedRootKey_staysAsBadAsItWas() {
        // Given
        var update = Trail.bytes(Trail.record(
                        "UpdateAccessKey",
                        70,
                        "\"requestParameters\":{\"accessKeyId\":\"%s\",\"status\":\"Inactive\"},\"responseElements\":null"
                                .formatted(K1))
                .replace("\"type\":\"AssumedRole\"", "\"type\":\"Root\""));
        var before = opened(update);
        resetAndSeed();
        // When
        detector.tell(ACCOUNT, update);
        // Then
        assertThat(before.severity()).isEqualTo(Severity.HIGH);
        assertThat(detector.events()).isEmpty();
    }

    @Test
    void startedAgainWithSeed_doesNothingMore() {
        // Given
        opened(ALICE);
        resetAndSeed();
        detector.tell(ACCOUNT, deleteAccessKey("alice", K1, 90_000));
        detector.takeEvents();
        // When
        detector.restart();
        detector.passTo(RESET.plusSeconds(60));
        detector.tell(ACCOUNT, ALICE);
        // Then
        assertThat(detector.events()).isEmpty();
    }

    @Test
    void stateIsThere_seedIsIgnored() {
        // Given
        opened(createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 60));
        // When
        detector.restartWithSeed();
        detector.tell(ACCOUNT, deleteAccessKey("alice", K1, 120));
        // Then
        assertThat(detector.events()).singleElement().satisfies(event -> assertThat(event.revision())
                .isEqualTo(2));
        assertThat(detector.store(Nodes.AGENDA_STORE).get(new byte[] {'S'})).isNull();
    }

    @Test
    void seededOneThatIsLongOver_isForgottenAsAnyOther() {
        // Given
        opened(ALICE);
        detector.tell(ACCOUNT, deleteAccessKey("alice", K1, 120));
        detector.takeEvents();
        resetAndSeed();
        // When
        var later = 100L * 86_400;
        detector.passTo(START.plusSeconds(later));
        detector.tell(ACCOUNT, createAccessKey("bob", K3, later));
        detector.passTo(START.plusSeconds(later + 60));
        // Then
        assertThat(detector.current().values()).containsOnly(Optional.empty());
    }

    private static SnapshotPart[] snapshot(int number, long second, SnapshotPart.Key... keys) {
        var id = "s-" + number;
        return new SnapshotPart[] {
            new SnapshotPart.Users(
                    id,
                    1,
                    ACCOUNT,
                    at(second),
                    at(second + 40),
                    List.of(new SnapshotPart.User("alice", Optional.empty(), Optional.empty(), List.of(keys)))),
            new SnapshotPart.Completed(id, 1, ACCOUNT, at(second), at(second + 40), 1)
        };
    }

    private static SnapshotPart root(String snapshot, long second, boolean present) {
        return new SnapshotPart.Root(
                snapshot, 1, ACCOUNT, at(second), at(second + 40), Optional.of(present), Optional.of(present));
    }

    private static SnapshotPart.Key key(String id, String status) {
        return new SnapshotPart.Key(
                id, status, Optional.of(at(Stream.of(K1, K2).toList().indexOf(id) * 60L)), Optional.empty());
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }
}
