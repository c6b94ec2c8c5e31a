package dev.lonekey.ingest.history;

import static dev.lonekey.ingest.history.Scene.EVERY;
import static dev.lonekey.ingest.history.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.AwsProblem.Kind;
import dev.lonekey.ingest.checkpoint.HistoryCheckpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventHistoryTest {

    private static final int NAMES = EventName.values().length;

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void events_areForwardedAsAwsWroteThem_inTheOrderInWhichTheyHappened() {
        // Given
        scene.account.createUser("alice");
        second();
        var key = scene.account.createKey("alice");
        second();
        scene.account.setStatus("alice", key, "Inactive");
        second();
        scene.account.renameUser("alice", "älice <b>\"x\"");
        second();
        scene.account.deleteKey("älice <b>\"x\"", key);
        second();
        scene.account.deleteUser("älice <b>\"x\"");
        // When
        scene.read();
        // Then
        assertThat(scene.forwarded.records()).isEqualTo(scene.account.records());
        assertThat(scene.forwarded.rejected()).isEmpty();
        assertThat(scene.calls()).isEqualTo(NAMES);
        assertThat(scene.checkpoints.newest().until()).contains(NOON.plusSeconds(5));
    }

    @Test
    void pages_areFollowedToTheirEnd() {
        // Given
        users(120);
        // When
        scene.read();
        // Then
        assertThat(scene.forwarded.records()).isEqualTo(scene.account.records());
        assertThat(scene.calls()).isEqualTo(NAMES + 2);
    }

    @Test
    void eventsOfOtherServices_areNoneOfOurs() {
        // Given
        var ours = scene.account.recall(NOON, "CreateUser", "alice");
        scene.account.history().add(ours.replace("iam.amazonaws.com", "transfer.amazonaws.com"));
        // When
        scene.read();
        // Then
        assertThat(scene.forwarded.records()).containsExactly(ours);
        assertThat(scene.forwarded.rejected()).isEmpty();
    }

    @Test
    void unreadableRecord_goesToTheDeadLettersOnce() {
        // Given
        scene.account.history().add(NOON.minusSeconds(9), "CreateAccessKey", "us-east-1", "{\"eventName\": ");
        // When
        scene.read();
        scene.readFor(Duration.ofHours(1));
        // Then
        assertThat(scene.forwarded.rejected()).containsExactly("{\"eventName\": ");
        assertThat(scene.counted("rejected")).isOne();
    }

    @Test
    void timeInTheRecord_counts() {
        // Given: AWS shows both at other times
        var later = scene.account.recall(NOON.minusSeconds(10), "CreateUser", "alice");
        var shown = new String[] {"b", "a"};
        for (var name : shown) {
            scene.account
                    .history()
                    .add(
                            NOON.minusSeconds(name.equals("a") ? 100 : 200),
                            "DeleteUser",
                            "us-east-1",
                            later.replace("CreateUser", "DeleteUser")
                                    .replaceFirst("\"eventID\":\"[^\"]*", "\"eventID\":\"" + name)
                                    .replace("11:59:50Z", name.equals("a") ? "11:59:20Z" : "11:59:30Z"));
        }
        // When
        scene.read();
        // Then
        assertThat(scene.forwarded.records()).hasSize(3).last().isEqualTo(later);
        assertThat(scene.forwarded.records().get(0)).contains("\"eventID\":\"a\"");
        assertThat(scene.checkpoints.newest().seen())
                .containsEntry("a", NOON.minusSeconds(40).getEpochSecond());
    }

    @Test
    void eventsThatAppearLate_areForwardedOnce() {
        // Given
        scene.read();
        scene.account.createUser("punctual");
        scene.account.history().showAfter(Duration.ofMinutes(20));
        scene.account.createUser("late");
        // When
        scene.readFor(Duration.ofMinutes(15));
        var before = scene.forwarded.records();
        scene.readFor(Duration.ofHours(2));
        // Then
        assertThat(before).containsExactly(scene.account.records().get(0));
        assertThat(scene.forwarded.records()).containsExactlyInAnyOrderElementsOf(scene.account.records());
        assertThat(scene.counted("forwarded")).isEqualTo(2);
        assertThat(scene.counted("repeated")).isPositive();
        assertThat(scene.checkpoints.newest().seen()).isEmpty();
    }

    @Test
    void eventsThatComeBetweenPages_areForwarded_andNoneTwice() {
        // Given
        users(110);
        scene.account.history().afterNextPage(() -> {
            scene.account.recall(NOON, "CreateUser", "at-the-end");
            scene.account.recall(scene.clock.instant(), "CreateUser", "at-the-beginning");
        });
        // When
        scene.read();
        scene.clock.advance(EVERY);
        scene.read();
        // Then
        assertThat(scene.forwarded.records())
                .hasSize(112)
                .doesNotHaveDuplicates()
                .containsAll(scene.account.records())
                .anyMatch(record -> record.contains("at-the-beginning"))
                .anyMatch(record -> record.contains("at-the-end"));
    }

    @Test
    void tokenThatAwsForgot_beginsTheQueryAnew() {
        // Given
        users(110);
        scene.account.history().afterNextPage(scene.account.history()::forgetTokens);
        // When
        scene.read();
        // Then
        assertThat(scene.forwarded.records()).isEqualTo(scene.account.records());
        assertThat(scene.calls()).isEqualTo(NAMES + 2 + 2);
    }

    @Test
    void tokensThatAwsNeverTakes_areTriedNotForEver() {
        // Given
        users(60);
        scene.account.history().refuseTokens(true);
        // When
        var problem = problem(catchThrowable(scene::read));
        // Then
        assertThat(problem.reason()).isEqualTo("InvalidNextTokenException: cloudtrail:LookupEvents");
        assertThat(scene.forwarded.records()).isEmpty();
        assertThat(scene.checkpoints.all()).isEmpty();
    }

    @Test
    void missingPermission_isNamed_andTriedAgainLater() {
        // Given
        users(1);
        scene.aws.faults().deny("*", "cloudtrail:LookupEvents");
        // When
        var problem = problem(catchThrowable(scene::read));
        // Then
        assertThat(problem.kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(problem.message())
                .isEqualTo("account 111122223333: AccessDeniedException: cloudtrail:LookupEvents; allow it in the"
                        + " policy of the role or user that asks (see deploy/aws)");
        assertThat(scene.poll().isDue(scene.clock.instant())).isFalse();
        scene.aws.faults().healAll();
        scene.clock.advance(Duration.ofMinutes(1));
        scene.read();
        assertThat(scene.forwarded.records()).isEqualTo(scene.account.records());
    }

    @Test
    void whatKafkaRefuses_isReadAgain() {
        // Given
        scene.read();
        var before = scene.checkpoints.newest();
        scene.clock.advance(EVERY);
        users(3);
        scene.forwarded.refuse(true);
        // When
        assertThatThrownBy(scene::read).hasMessageContaining("Kafka did not take a record");
        // Then
        assertThat(scene.checkpoints.newest()).isEqualTo(before);
        assertThat(scene.poll().until()).isEqualTo(before.until());
        scene.forwarded.refuse(false);
        scene.clock.advance(Duration.ofMinutes(1));
        scene.read();
        assertThat(scene.forwarded.records()).isEqualTo(scene.account.records());
    }

    @Test
    void crashBeforeTheCheckpoint_onlyRepeats() {
        // Given
        users(3);
        scene.read();
        scene.clock.advance(EVERY);
        users(2, "newer-");
        scene.checkpoints.lose(true);
        assertThatThrownBy(scene::read).hasMessageContaining("the process has died");
        // When
        scene.checkpoints.lose(false);
        scene.restart();
        scene.clock.advance(EVERY);
        scene.read();
        scene.readFor(Duration.ofMinutes(40));
        // Then
        var expected = new ArrayList<>(scene.account.records());
        expected.addAll(scene.account.records().subList(3, 5));
        assertThat(scene.forwarded.records()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void restart_forwardsNothingAgain_andWaitsForItsTurn() {
        // Given
        users(3);
        scene.read();
        // When
        scene.restart();
        var soon = scene.read();
        scene.readFor(Duration.ofMinutes(40));
        // Then
        assertThat(soon).isEmpty();
        assertThat(scene.forwarded.records()).isEqualTo(scene.account.records());
    }

    @Test
    void longStandstill_isMadeUpFor() {
        // Given
        scene.read();
        users(3);
        scene.clock.advance(Duration.ofDays(20));
        users(3, "newer-");
        // When
        scene.read();
        // Then
        assertThat(scene.forwarded.records()).isEqualTo(scene.account.records());
    }

    @Test
    void closedLane_cancelsTheStep() {
        // Given
        scene.aws.faults().delay("*", "cloudtrail:*", Duration.ofMillis(200));
        // When
        CompletableFuture<HistoryStep> step = scene.poll().poll(scene.clock.instant());
        scene.poll().stop();
        // Then
        assertThat(step)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(CancellationException.class);
        assertThat(scene.checkpoints.newest()).isEqualTo(HistoryCheckpoint.START);
    }

    private static AwsProblem problem(Throwable failure) {
        return ((AwsFailure) failure.getCause()).problem();
    }

    private void users(int count) {
        users(count, "user-");
    }

    private void users(int count, String prefix) {
        for (var user = 0; user < count; user++) {
            scene.account.createUser(prefix + user);
            second();
        }
    }

    private void second() {
        scene.clock.advance(Duration.ofSeconds(1));
    }
}
