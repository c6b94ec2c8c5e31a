package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.everybody;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.listedActive;
import static dev.lonekey.detector.account.Told.time;
import static dev.lonekey.detector.account.Told.user;
import static dev.lonekey.detector.account.Told.userCreated;
import static dev.lonekey.detector.account.Told.userDeleted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However much is told of an account, what is stored stays bounded; see semantics, bounds. */
class BoundsTest {

    private static final int MAX_BYTES = 256 * 1024;
    private static final long DAY = 86_400;

    private final InMemoryAccount account = new InMemoryAccount();

    @Test
    void keyRotatedThousandsOfTimesADay_keepsStateBoundedAndJudgesOn() {
        // Given
        var rotations = Integer.getInteger("lonekey.rotations", 2_000);
        var step = DAY / (double) rotations;
        // When
        for (var turn = 0; turn < rotations; turn++) {
            var at = (long) (turn * step);
            account.tell(
                    created("AKIAROTATE%06d".formatted(turn), "bot", at),
                    deleted("AKIAROTATE%06d".formatted(turn), "bot", at + 20));
        }
        account.tell(created(K1, "bot", DAY + 100), created(K2, "bot", DAY + 160));
        // Then
        assertThat(account.largestEntry()).isLessThan(MAX_BYTES);
        assertThat(account.foldedEarly()).isPositive();
        assertThat(account.entries()).isLessThan(3_000);
        assertThat(account.violations()).extracting(Told::interval).contains("bot [%d,open)".formatted(DAY + 160));
    }

    @Test
    void usersMadeAndDeletedForAYear_areForgottenThoughNothingMoreIsToldOfThem() {
        // Given a few users a day, each with two keys for a while
        for (var day = 0L; day < 365; day++) {
            for (var number = 0; number < 5; number++) {
                var name = "ci-%d-%d".formatted(day, number);
                var at = day * DAY + number * 600L;
                account.tellAtOnce(
                        List.of(
                                userCreated(name, at),
                                created("AKIA1CI%05d%d".formatted(day, number), name, at + 1),
                                created("AKIA2CI%05d%d".formatted(day, number), name, at + 2),
                                deleted("AKIA1CI%05d%d".formatted(day, number), name, at + 100),
                                deleted("AKIA2CI%05d%d".formatted(day, number), name, at + 101),
                                userDeleted(name, at + 102)),
                        time(at + 102));
            }
            // When
            account.goRound(time(day * DAY + 7_200));
        }
        // Then what the 91 days since the horizon need: of each user a file and three references
        assertThat(account.entries()).isLessThan(93 * 5 * 4 + 10);
        assertThat(account.published()).hasSizeLessThan(93 * 5);
        assertThat(account.forgotten()).hasSizeGreaterThan(270 * 5);
        assertThat(account.status().users()).isZero();
    }

    @Test
    void hourlySnapshotsBeyondTheHorizon_takeFewBytesAUser() {
        // Given
        var users = IntStream.range(0, 10)
                .mapToObj(number -> user("user-" + number, listedActive("AKIAUSER%08d".formatted(number), 0)))
                .toArray(SnapshotPart.User[]::new);
        // When
        for (var hour = 0L; hour < 120 * 24; hour++) {
            for (var part : everybody(hour * 3_600, users)) {
                account.tell(part);
            }
        }
        // Then
        assertThat(account.bytesOf("user-3")).isLessThan(250);
        assertThat(account.largestEntry()).isLessThan(MAX_BYTES);
        assertThat(account.entries()).isLessThan(10 * 3 + 5);
        assertThat(account.violations()).isEmpty();
        assertThat(account.status().users()).isEqualTo(10);
    }

    @Test
    void secondKeyAfterAYearOfSnapshots_isFoundAndEnds() {
        // Given
        for (var day = 0L; day < 365; day++) {
            everybody(day * DAY, user("alice", listedActive(K1, 0))).forEach(account::tell);
        }
        // When
        account.tell(created(K2, "alice", 365 * DAY));
        everybody(365 * DAY + 600, user("alice", listedActive(K1, 0), listedActive(K2, 365 * DAY)))
                .forEach(account::tell);
        account.tell(inactive(K1, "alice", 366 * DAY));
        // Then
        assertThat(account.violations())
                .extracting(Told::interval)
                .containsExactly("alice [%d,%d) KEY_DEACTIVATED".formatted(365 * DAY, 366 * DAY));
    }

    @Test
    void openViolationOlderThanTheHorizon_keepsItsIdAndStart() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        var opened = account.events().get(0);
        for (var day = 1L; day < 200; day++) {
            everybody(day * DAY, user("alice", listedActive(K1, 0), listedActive(K2, 60)))
                    .forEach(account::tell);
        }
        // When
        account.tell(deleted(K2, "alice", 200 * DAY));
        // Then
        assertThat(account.events()).hasSize(2);
        var resolved = account.events().get(1);
        assertThat(resolved.violationId()).isEqualTo(opened.violationId());
        assertThat(Told.interval(resolved)).isEqualTo("alice [60,%d) KEY_DELETED".formatted(200 * DAY));
    }

    @Test
    void eventOlderThanTheHorizon_isCountedAndChangesNothing() {
        // Given
        account.tell(created(K1, "alice", 100 * DAY));
        // When
        account.tell(created(K2, "alice", 9 * DAY));
        // Then
        assertThat(account.tooLate()).isEqualTo(1);
        assertThat(account.events()).isEmpty();
    }

    @Test
    void eventWithinTheHorizon_counts() {
        // Given
        account.tell(created(K1, "alice", 100 * DAY));
        // When
        account.tell(created(K2, "alice", 10 * DAY));
        // Then
        assertThat(account.tooLate()).isZero();
        assertThat(account.events()).hasSize(1);
    }

    @Test
    void usersThatAreGone_areNotJudgedAgainByEverySnapshot() {
        // Given
        for (var number = 0; number < 50; number++) {
            var name = "ci-" + number;
            account.tell(userCreated(name, number), created("AKIACI%08d".formatted(number), name, number + 100L));
            account.tell(
                    deleted("AKIACI%08d".formatted(number), name, number + 200L), userDeleted(name, number + 300L));
        }
        var reads = account.reads();
        // When
        everybody(10_000, user("alice", listedActive(K1))).forEach(account::tell);
        // Then
        assertThat(account.reads() - reads).isLessThan(20);
    }

    @Test
    void snapshotFromBeforeTheEndOfAUser_isStillHeld() {
        // Given
        account.tell(userCreated("ci", 0), created(K1, "ci", 10), created(K2, "ci", 20), userDeleted("ci", 5_000));
        // When
        everybody(1_000).forEach(account::tell);
        // Then
        assertThat(account.violations())
                .extracting(Told::interval)
                .containsExactly("ci [20,1000) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void withoutHorizon_nothingIsTooLate() {
        // Given
        var replay = new InMemoryAccount(Policy.WITHOUT_HORIZON);
        // When
        replay.tell(created(K1, "alice", 400 * DAY), created(K2, "alice", 0));
        // Then
        assertThat(replay.tooLate()).isZero();
        assertThat(replay.violations())
                .extracting(Told::interval)
                .containsExactly("alice [%d,open)".formatted(400 * DAY));
    }

    @Test
    void keyWhoseUserNeverBecomesKnown_goesToTheDeadLettersBehindTheHorizon() {
        // Given
        account.tell(new Fact.KeyChanged(K1, Optional.empty(), KeyChange.DEACTIVATED, time(0)));
        // When
        account.tell(created(K2, "bob", 92 * DAY));
        account.goRound(time(92 * DAY));
        // Then
        assertThat(account.orphans()).extracting(Verdict.Orphan::accessKeyId).containsExactly(K1);
    }

    @Test
    void floodOfKeysThatAreNeverDeleted_isRefusedBeforeStateGrowsTooLarge() {
        // When more keys of one user than IAM could ever hold
        var facts = new ArrayList<Fact>();
        for (var number = 0; number < 20_000; number++) {
            facts.add(created("AKIAFLOOD%08d".formatted(number), "mallory", number / 6));
        }
        for (var from = 0; from < facts.size(); from += 500) {
            account.tellAtOnce(facts.subList(from, from + 500), time(from / 6));
        }
        account.tell(created(K1, "alice", 4_000), created(K2, "alice", 4_060));
        // Then
        assertThat(account.largestEntry()).isLessThan(MAX_BYTES);
        assertThat(account.rejected()).isPositive();
        assertThat(account.violations()).extracting(Told::interval).contains("alice [4060,open)");
    }
}
