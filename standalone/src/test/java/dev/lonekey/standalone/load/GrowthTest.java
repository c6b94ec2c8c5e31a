package dev.lonekey.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static final Growth TENTH = new Growth(0.1, 2);

    @Test
    void warmingUp_isNoGrowth() {
        assertThat(TENTH.complaint("heap", values(10, 40, 70, 98, 101, 99, 100, 97, 102)))
                .isEmpty();
    }

    @Test
    void oneOutlier_isNoGrowth() {
        assertThat(TENTH.complaint("heap", values(100, 100, 100, 100, 100, 100, 100, 900, 100)))
                .isEmpty();
    }

    @Test
    void slowLeak_isGrowth() {
        assertThat(TENTH.complaint("heap", values(100, 107, 114, 121, 128, 135, 142, 149, 156)))
                .contains("heap grows: 128 in the middle third, 149 in the last");
    }

    @Test
    void twoSamples_areTooFew() {
        assertThat(Growth.complaints(Map.of("heap", TENTH), Map.of("heap", values(1, 1))))
                .containsExactly("heap was looked at 2 times, which is too few");
    }

    @Test
    void whatWasNeverLookedAt_isNotCalledSteady() {
        assertThat(Growth.complaints(Map.of("heap", TENTH), Map.of())).hasSize(1);
    }

    private static List<Double> values(double... values) {
        return DoubleStream.of(values).boxed().toList();
    }
}
