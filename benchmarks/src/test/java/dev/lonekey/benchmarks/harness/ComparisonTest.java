package dev.lonekey.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Target TARGET = Target.atLeast(0.5, "ours", "theirs", "MB/s");

    private final List<String> turns = new ArrayList<>();

    @Test
    void machineSlowsDown_ratiosAreOfTheSameRound() throws Exception {
        // Given: 0.5, 0.5 and 0.6, while the medians alone would give 0.4
        var comparison = comparison(List.of(100.0, 20.0, 48.0), List.of(200.0, 40.0, 80.0));
        // When
        var reached = comparison.measure(0, 3).reached(TARGET);
        // Then
        assertThat(reached.median()).isEqualTo(0.5);
        assertThat(reached.most()).isEqualTo(0.6);
    }

    @Test
    void contendersTakeTurns() throws Exception {
        // When
        comparison(List.of(1.0, 1.0), List.of(1.0, 1.0)).measure(0, 2);
        // Then
        assertThat(turns).containsExactly("ours", "theirs", "ours", "theirs");
    }

    @Test
    void warmUp_doesNotCount() throws Exception {
        // When
        var measured = comparison(List.of(1.0, 50.0), List.of(1.0, 100.0)).measure(1, 1);
        // Then
        assertThat(measured.spreads("ours").get("MB/s")).isEqualTo(new Spread(50, 50, 50));
    }

    @Test
    void evenNumberOfRounds_medianIsBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(1.0, 9.0, 3.0, 5.0))).isEqualTo(new Spread(4, 1, 9));
    }

    @Test
    void onlyOneIsAskedFor_targetsThatNeedTheOtherAreLeftOut() throws Exception {
        // When
        var only = comparison(List.of(1.0), List.of(1.0)).only(List.of("our"));
        // Then
        assertThat(only.contenders()).extracting(Contender::name).containsExactly("ours");
        assertThat(only.targets()).isEmpty();
    }

    @Test
    void target_isMetAtItsBound() {
        assertThat(TARGET.isMet(0.5)).isTrue();
        assertThat(TARGET.isMet(0.49)).isFalse();
        assertThat(Target.atMost(30, "ours", "s").isMet(30.1)).isFalse();
        assertThat(Target.atMost(1 / 20.0, "ours", "theirs", "s").text()).isEqualTo("≤ 0.05");
    }

    private Comparison comparison(List<Double> ours, List<Double> theirs) {
        return new Comparison(
                "test",
                List.of(contender("ours", ours.iterator()), contender("theirs", theirs.iterator())),
                List.of(TARGET));
    }

    private Contender contender(String name, Iterator<Double> figures) {
        return new Contender(name, () -> {
            turns.add(name);
            return Map.of("MB/s", figures.next());
        });
    }
}
