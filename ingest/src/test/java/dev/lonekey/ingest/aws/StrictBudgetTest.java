package dev.lonekey.ingest.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictBudgetTest {

    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final long HOUR = Duration.ofHours(1).toNanos();

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 150, 400, 900, 3_000})
    void noSecondOfAnHour_hasMoreThanTwoCalls_whenEverTheyReachAws(int longestCall) {
        // Given
        var random = new Random(longestCall);
        var budget = new StrictBudget(2, 0);
        var arrivals = new ArrayList<Long>();
        // When
        for (var now = 0L; now < HOUR; ) {
            var wait = budget.take(now);
            if (wait > 0) {
                now += wait + random.nextInt(3) * MILLI;
                continue;
            }
            var takes = random.nextLong(longestCall * MILLI);
            arrivals.add(now + random.nextLong(takes + 1));
            now += takes;
            budget.ended(now);
        }
        // Then
        assertThat(mostInASecond(arrivals)).isLessThanOrEqualTo(2);
        assertThat(arrivals).hasSizeGreaterThan(longestCall > 1_000 ? 1_500 : 4_500);
    }

    @Test
    void quickCalls_areEvenlyApart() {
        // Given
        var budget = new StrictBudget(2, 0);
        // When
        var first = budget.take(0);
        budget.take(first);
        budget.ended(first);
        var second = budget.take(first);
        // Then
        assertThat(first).isEqualTo(1_010 * MILLI);
        assertThat(second).isEqualTo(505 * MILLI);
    }

    private static long mostInASecond(List<Long> arrivals) {
        return IntStream.range(0, arrivals.size())
                .mapToLong(from -> arrivals.subList(from, Math.min(from + 10, arrivals.size())).stream()
                        .filter(at -> at - arrivals.get(from) < 1_000 * MILLI)
                        .count())
                .max()
                .orElseThrow();
    }
}
