package dev.lonekey.detector.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.detector.view.ViolationQuery.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long answers take, and what a violation takes in memory. The limits are far above what was measured. */
class ViewFiguresTest {

    private static final List<Severity> SEVERITIES = List.of(Severity.values());

    @ParameterizedTest
    @ValueSource(ints = {10_000, 100_000})
    void manyOpenViolations_areFoundAtOnce(int count) {
        // Given
        var before = used();
        var violations = new Violations(View.RESOLVED_KEPT);
        for (var number = 0; number < count; number++) {
            violations.put(Published.open(number)
                    .severity(SEVERITIES.get(number % 4))
                    .account("%012d".formatted(number % 10_000))
                    .known());
        }
        var bytes = (used() - before) / count;
        // When
        var page = median(() -> violations.find(ViolationQuery.OPEN));
        var text = median(() -> violations.find(query(Optional.of("akia000009999b"))));
        var last = median(() -> violations.find(new ViolationQuery(
                Status.ALL,
                Optional.empty(),
                Optional.empty(),
                Set.of(Severity.LOW),
                Optional.empty(),
                Optional.empty(),
                Order.OPENED,
                new Page(count / 4 - 10, Page.MOST))));
        var byAccount = median(() -> OpenViolations.byAccount(violations));
        var counted = median(() -> violations.countOpen(KnownViolation::severity));
        // Then
        System.out.printf(
                "%,d open: %d bytes each; first page %.2f ms, free text %.2f ms, last page %.2f ms, by account %.2f ms, counted %.2f ms%n",
                count, bytes, millis(page), millis(text), millis(last), millis(byAccount), millis(counted));
        assertThat(text).isLessThan(Duration.ofNanos(50_000L * count / 10 + 50_000_000));
        assertThat(bytes).isLessThan(8_000);
    }

    private static ViolationQuery query(Optional<String> text) {
        return new ViolationQuery(
                Status.OPEN,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                text,
                Order.SEVERITY,
                Page.FIRST);
    }

    private static Duration median(Runnable work) {
        var times = IntStream.range(0, 61)
                .mapToLong(round -> {
                    var start = System.nanoTime();
                    work.run();
                    return System.nanoTime() - start;
                })
                .sorted()
                .toArray();
        return Duration.ofNanos(times[times.length / 2]);
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static long used() {
        for (var round = 0; round < 3; round++) {
            System.gc();
        }
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
