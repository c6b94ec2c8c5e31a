package dev.lonekey.ingest.poll;

import static dev.lonekey.ingest.poll.PollingScene.PARTITION;
import static dev.lonekey.ingest.poll.PollingScene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PollingTest {

    private static final String A = "444455556666";
    private static final String B = "777788889999";
    private static final Duration MARGIN = Duration.ofSeconds(31);

    @TempDir
    private Path folder;

    @Test
    void twelveHours_haveTwoFullSnapshotsAndAReportInEachOtherHour() throws Exception {
        try (var scene = new PollingScene(folder, A)) {
            // Given
            scene.begin();
            scene.advance(Duration.ofHours(9));
            var fulls = scene.taken("full");
            var reports = scene.taken("report");
            // When
            for (var minutes = 0; minutes < 12 * 60; minutes += 10) {
                scene.advance(Duration.ofMinutes(10));
            }
            // Then
            assertThat(scene.taken("full") - fulls).isEqualTo(2);
            assertThat(scene.taken("report") - reports).isBetween(9L, 11L);
        }
    }

    @Test
    void failedSnapshot_isTriedAgainEverLaterButEveryTenMinutes() throws Exception {
        try (var scene = new PollingScene(folder, A)) {
            // Given
            scene.aws.faults().deny(A, "iam:*");
            scene.begin();
            assertThat(scene.failed()).isEqualTo(1);
            var expected = 1;
            for (var minutes : new int[] {1, 2, 4, 8, 10, 10}) {
                // When
                scene.advance(Duration.ofMinutes(minutes).minusSeconds(1));
                // Then
                assertThat(scene.failed()).isEqualTo(expected);
                // When
                scene.advance(Duration.ofSeconds(1));
                // Then
                expected++;
                assertThat(scene.failed()).isEqualTo(expected);
            }
            // When
            scene.aws.faults().healAll();
            scene.advance(Duration.ofMinutes(10));
            // Then
            assertThat(scene.taken("full")).isEqualTo(1);
        }
    }

    @Test
    void moreUsersThanAreLookedAtOneByOne_areListedWithAllOthers_andThenDone() throws Exception {
        try (var scene = new PollingScene(folder, A)) {
            // Given
            var account = scene.aws.account(A);
            scene.begin();
            var listings = scene.calls(A, "iam:ListUsers");
            for (var number = 0; number < 501; number++) {
                account.createUser("user" + number);
                scene.hears(account, "user" + number);
            }
            scene.tick();
            assertThat(scene.done).isEmpty();
            // When
            scene.advance(MARGIN);
            // Then
            eventually(() -> scene.done.size() == 501);
            assertThat(scene.calls(A, "iam:ListUsers")).isEqualTo(listings + 1);
            assertThat(scene.calls(A, "iam:ListAccessKeys")).isEqualTo(501);
        }
    }

    @Test
    void eventAboutAnAccountThatIsNotWatched_isDoneAtOnce() throws Exception {
        try (var scene = new PollingScene(folder, A)) {
            // Given
            scene.begin();
            var other = scene.aws.account(B);
            other.createUser("alice");
            // When
            scene.hears(other, "alice");
            // Then
            eventually(() -> scene.done.contains("alice"));
        }
    }

    @Test
    void eventHeardWhileCheckpointsAreRead_isLookedAt() throws Exception {
        try (var scene = new PollingScene(folder, A)) {
            // Given
            var checkpoints = new CompletableFuture<Map<String, byte[]>>();
            scene.reading = checkpoints::join;
            scene.listed();
            scene.polling.gained(PARTITION);
            var account = scene.aws.account(A);
            account.createUser("alice");
            scene.hears(account, "alice");
            scene.tick();
            assertThat(scene.done).isEmpty();
            // When
            checkpoints.complete(Map.of());
            // Then
            assertLookedAt(scene, "alice");
        }
    }

    @Test
    void eventHeardBeforeTheAccountsAreListed_isLookedAt() throws Exception {
        try (var scene = new PollingScene(folder, A)) {
            // Given
            var read = new AtomicBoolean();
            scene.reading = () -> {
                read.set(true);
                return Map.of();
            };
            scene.polling.gained(PARTITION);
            eventually(read::get);
            IntStream.range(0, 10).forEach(time -> scene.tick());
            var account = scene.aws.account(A);
            account.createUser("alice");
            scene.hears(account, "alice");
            scene.tick();
            // When
            scene.listed();
            // Then
            assertLookedAt(scene, "alice");
        }
    }

    private static void assertLookedAt(PollingScene scene, String user) {
        eventually(() -> scene.watched() == 1);
        scene.settle();
        assertThat(scene.done).isEmpty();
        scene.clock.advance(MARGIN);
        eventually(() -> {
            scene.tick();
            return scene.done.contains(user);
        });
        assertThat(scene.meters.counter("lonekey.ingest.looks").count()).isEqualTo(1);
    }

    @Test
    void accountThatIsListedNoMore_holdsNoEventsBack() throws Exception {
        try (var scene = new PollingScene(folder, A, B)) {
            // Given
            scene.begin();
            var account = scene.aws.account(A);
            account.createUser("alice");
            scene.hears(account, "alice");
            scene.aws.faults().delay(A, "iam:ListAccessKeys", Duration.ofMillis(500));
            var asked = scene.calls(A, "iam:ListAccessKeys");
            scene.clock.advance(MARGIN);
            scene.tick();
            eventually(() -> scene.calls(A, "iam:ListAccessKeys") > asked);
            account.createUser("bob");
            scene.hears(account, "bob");
            // When
            scene.names(B);
            scene.listed();
            // Then
            eventually(() -> scene.done.size() == 2);
        }
    }

    @Test
    void accountThatComesBack_goesOnWhereItWas() throws Exception {
        try (var scene = new PollingScene(folder, A, B)) {
            // Given
            scene.begin();
            assertThat(scene.calls(A, "iam:ListUsers")).isEqualTo(1);
            // When
            scene.names(B);
            scene.listed();
            eventually(() -> scene.watched() == 1);
            scene.names(A, B);
            scene.listed();
            eventually(() -> scene.watched() == 2);
            scene.settle();
            // Then
            assertThat(scene.calls(A, "iam:ListUsers")).isEqualTo(1);
        }
    }

    @Test
    void partitionLostAndGainedWhileItIsRead_goesByWhatIsReadAfterwards() throws Exception {
        try (var scene = new PollingScene(folder, A)) {
            // Given
            scene.begin();
            scene.polling.lost(PARTITION);
            eventually(() -> scene.watched() == 0);
            var readings = new ConcurrentLinkedQueue<Map<String, byte[]>>();
            var first = new CompletableFuture<Map<String, byte[]>>();
            scene.reading = () -> {
                var second = readings.poll();
                return second != null ? second : first.join();
            };
            scene.listed();
            scene.polling.gained(PARTITION);
            scene.tick();
            // When
            scene.polling.lost(PARTITION);
            scene.polling.gained(PARTITION);
            scene.tick();
            readings.add(Map.copyOf(scene.written));
            first.complete(Map.of());
            // Then
            eventually(() -> scene.watched() == 1);
            scene.settle();
            assertThat(scene.calls(A, "iam:ListUsers")).isEqualTo(1);
        }
    }

    @Test
    void partitionLostAndGained_keepsNothingFromBefore() throws Exception {
        try (var scene = new PollingScene(folder, A)) {
            // Given
            scene.begin();
            scene.aws.faults().delay(A, "iam:ListAccessKeys", Duration.ofMillis(200));
            var account = scene.aws.account(A);
            account.createUser("alice");
            scene.hears(account, "before");
            scene.clock.advance(MARGIN);
            scene.tick();
            // When
            scene.polling.lost(PARTITION);
            scene.polling.gained(PARTITION);
            scene.hears(account, "after");
            // Then
            eventually(() -> {
                scene.tick();
                return scene.done.contains("after");
            });
            assertThat(scene.watched()).isEqualTo(1);
        }
    }

    @Test
    void manyAccountsDueAtOnce_takeTurns() throws Exception {
        // Given
        var accounts = IntStream.range(0, 150)
                .mapToObj(number -> "%012d".formatted(444_455_550_000L + number))
                .toArray(String[]::new);
        try (var scene = new PollingScene(folder, accounts)) {
            scene.aws.faults().delay("*", "iam:ListUsers", Duration.ofMillis(200));
            // When
            scene.listed();
            scene.polling.gained(PARTITION);
            eventually(() -> scene.watched() == 150);
            // Then
            assertThat(scene.running()).isEqualTo(64);
            eventually(() -> {
                scene.tick();
                assertThat(scene.running()).isLessThanOrEqualTo(64);
                return scene.taken("full") == 150;
            });
        }
    }

    @Test
    void whatComesAfterTheEnd_isIgnored() throws Exception {
        try (var scene = new PollingScene(folder, A)) {
            // Given
            scene.begin();
            var account = scene.aws.account(A);
            account.createUser("alice");
            // When
            scene.polling.close();
            // Then
            assertThatCode(() -> {
                        scene.polling.accountsListed();
                        scene.polling.lost(PARTITION);
                        scene.hears(account, "alice");
                    })
                    .doesNotThrowAnyException();
            assertThat(scene.done).isEmpty();
        }
    }
}
