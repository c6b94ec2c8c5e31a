package dev.lonekey.ingest.history;

import static dev.lonekey.ingest.history.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.ingest.aws.LanesOfStandIn;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.checkpoint.HistoryCheckpoint;
import dev.lonekey.ingest.standin.Calls.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accounts that have a past. */
@Timeout(120)
class FirstReadingTest {

    private static final Duration QUARTER = Duration.ofDays(90);
    private static final List<String> NAMES =
            List.of("CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "CreateUser", "UpdateUser", "DeleteUser");

    @Test
    void tenThousandEventsOfNinetyDays_areForwardedInOrder_stepByStep() {
        try (var scene = quarter()) {
            // Given
            var past = past(scene, 10_000, QUARTER.minusSeconds(1));
            // When
            scene.read();
            // Then
            assertThat(scene.forwarded.records()).containsExactlyInAnyOrderElementsOf(past.values());
            assertThat(scene.forwarded.records()).isSortedAccordingTo(Comparator.comparing(FirstReadingTest::time));
            assertThat(scene.forwarded.largestBatch()).isLessThanOrEqualTo(Reading.MOST_PAGES * 50);
            assertThat(scene.checkpoints.all())
                    .extracting(HistoryCheckpoint::until)
                    .extracting(until -> until.orElseThrow())
                    .isSorted()
                    .hasSizeGreaterThan(4)
                    .last()
                    .isEqualTo(NOON);
            assertThat(scene.calls()).isLessThan(400);
        }
    }

    @Test
    void quietAccount_takesOneCallForEachEvent() {
        try (var scene = quarter()) {
            // Given
            var past = past(scene, 100, QUARTER.minusSeconds(1));
            // When
            scene.read();
            // Then
            assertThat(scene.forwarded.records()).containsExactlyElementsOf(past.values());
            assertThat(scene.calls()).isEqualTo(EventName.values().length);
        }
    }

    @Test
    void failureOnTheWay_losesOneStepOnly() {
        try (var scene = quarter()) {
            // Given
            var past = past(scene, 5_000, QUARTER.minusSeconds(1));
            readSteps(scene, 4);
            var reached = scene.forwarded.records().size();
            scene.aws.faults().failWith("*", "cloudtrail:*", 400, "OperationNotPermittedException", "made up");
            assertThatThrownBy(scene::read).hasMessageContaining("OperationNotPermittedException");
            scene.aws.faults().healAll();
            // When
            scene.restart();
            scene.clock.advance(Duration.ofMinutes(5));
            scene.read();
            // Then
            assertThat(reached).isPositive();
            assertThat(scene.forwarded.records()).containsExactlyInAnyOrderElementsOf(past.values());
        }
    }

    @Test
    void stepsLeadUpToTheTimeAtWhichTheFirstBegan_soThatTheNextReadingHasWhatWasLate() {
        try (var scene = quarter()) {
            // Given
            past(scene, 4_000, QUARTER.minusSeconds(1));
            var windows = new ArrayList<Window>();
            // When
            while (windows.isEmpty()
                    || scene.poll().until().filter(NOON::equals).isEmpty()) {
                windows.add(step(scene).window());
                scene.clock.advance(Duration.ofMinutes(7));
            }
            var next = step(scene).window();
            // Then
            assertThat(windows).hasSizeGreaterThan(3).noneMatch(window -> window.to()
                    .isAfter(NOON));
            assertThat(next).isEqualTo(new Window(NOON.minus(Duration.ofMinutes(30)), scene.clock.instant()));
        }
    }

    @Test
    void failedStep_isReadAgainWithWhatMayHaveAppearedMeanwhile() {
        try (var scene = quarter()) {
            // Given
            past(scene, 4_000, QUARTER.minusSeconds(1));
            readSteps(scene, 3);
            var reached = scene.poll().until().orElseThrow();
            // When
            scene.poll().notPolled(scene.clock.instant());
            // Then
            assertThat(step(scene).window().from()).isEqualTo(reached.minus(Duration.ofMinutes(30)));
        }
    }

    @Test
    void crowdInsideTheOverlap_doesNotStopTheReading() {
        try (var scene = quarter()) {
            // Given
            scene.read();
            var crowd = past(scene, 3_000, Duration.ofMinutes(20));
            // When
            scene.readFor(Duration.ofMinutes(15));
            // Then
            assertThat(scene.forwarded.records()).containsExactlyInAnyOrderElementsOf(crowd.values());
            assertThat(scene.forwarded.largestBatch()).isLessThanOrEqualTo(Reading.MOST_PAGES * 50);
        }
    }

    @Test
    void noSecond_hasMoreThanTwoCalls() {
        try (var scene = new Scene(QUARTER, Pace.ofLookups())) {
            // Given
            past(scene, 130, QUARTER.minusSeconds(1));
            scene.aws.lookupLimit().enforce(2);
            // When
            scene.read();
            // Then
            var times = scene.aws.calls().all().stream().map(Call::at).toList();
            assertThat(times).hasSizeGreaterThanOrEqualTo(10);
            assertThat(IntStream.range(2, times.size()))
                    .allSatisfy(call -> assertThat(Duration.between(times.get(call - 2), times.get(call)))
                            .isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
            assertThat(scene.aws.lookupLimit().excess()).isZero();
            assertThat(Duration.between(times.get(0), times.get(times.size() - 1)))
                    .isLessThan(Duration.ofMillis(700L * times.size()));
        }
    }

    @Test
    void throttling_isWaitedOut() {
        try (var scene = quarter()) {
            // Given
            var past = past(scene, 10, QUARTER.minusSeconds(1));
            scene.aws.lookupLimit().enforce(8);
            // When
            scene.read();
            // Then
            assertThat(scene.aws.lookupLimit().excess()).isPositive();
            assertThat(scene.forwarded.records()).containsExactlyElementsOf(past.values());
        }
    }

    private static Scene quarter() {
        return new Scene(QUARTER, LanesOfStandIn.hurried());
    }

    private static void readSteps(Scene scene, int count) {
        for (var number = 0; number < count; number++) {
            step(scene);
        }
    }

    private static HistoryStep step(Scene scene) {
        var step = scene.poll().poll(scene.clock.instant()).join();
        scene.poll().polled(step, scene.clock.instant());
        return step;
    }

    /** Records at different seconds, by their times. */
    private static SortedMap<Instant, String> past(Scene scene, int count, Duration span) {
        var random = new Random(count);
        var past = new TreeMap<Instant, String>();
        if (count > span.toSeconds()) {
            for (var event = 0; event < count; event++) {
                var at = NOON.minusSeconds(random.nextLong(span.toSeconds()));
                past.put(at.plusNanos(event), recall(scene, at, event));
            }
            return past;
        }
        while (past.size() < count) {
            past.computeIfAbsent(
                    NOON.minusSeconds(random.nextLong(span.toSeconds())), at -> recall(scene, at, past.size()));
        }
        return past;
    }

    private static String recall(Scene scene, Instant at, int event) {
        return scene.account.recall(at, NAMES.get(event % NAMES.size()), "user-" + event);
    }

    private static Instant time(String record) {
        return Instant.parse(record.replaceFirst(".*\"eventTime\":\"([^\"]+)\".*", "$1"));
    }
}
