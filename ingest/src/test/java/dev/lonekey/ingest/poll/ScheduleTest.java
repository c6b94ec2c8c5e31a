package dev.lonekey.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void neverDone_isDueAtOnce() {
        assertThat(Schedule.of(HOUR, "111122223333").next(Optional.empty(), NOW))
                .isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"111122223333", "444455556666", "000000000000", "999999999999"})
    void done_isDueAgainAtItsOwnPlaceAfterHalfToOneAndAHalfOfTheTime(String account) {
        // Given
        var schedule = Schedule.of(HOUR, account);
        for (var minutes = 0; minutes < 60; minutes++) {
            var last = NOW.plus(Duration.ofMinutes(minutes));
            // When
            var next = schedule.next(Optional.of(last), last);
            // Then
            assertThat(Duration.between(last, next)).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(90));
            assertThat(schedule.next(Optional.of(next), next)).isEqualTo(next.plus(HOUR));
        }
    }

    @Test
    void longOverdue_isDueInThePast() {
        // Given
        var last = NOW.minus(Duration.ofDays(3));
        // When
        var next = Schedule.of(HOUR, "111122223333").next(Optional.of(last), NOW);
        // Then
        assertThat(next).isBefore(NOW);
    }

    @Test
    void doneByAClockThatWasAhead_isDueAgainByThisOne() {
        // When
        var next = Schedule.of(HOUR, "111122223333").next(Optional.of(NOW.plus(Duration.ofDays(300))), NOW);
        // Then
        assertThat(Duration.between(NOW, next)).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(90));
    }

    @Test
    void accounts_areSpreadOverTheWholeTime() {
        // When
        var minutes = IntStream.range(0, 1000)
                .mapToObj(number -> Schedule.of(HOUR, "%012d".formatted(111_100_000_000L + number)))
                .collect(Collectors.groupingBy(schedule -> schedule.phase().toMinutes() / 6, Collectors.counting()));
        // Then
        assertThat(minutes).hasSize(10);
        assertThat(minutes.values()).allSatisfy(number -> assertThat(number).isBetween(60L, 140L));
    }
}
