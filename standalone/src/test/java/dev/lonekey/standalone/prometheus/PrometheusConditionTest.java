package dev.lonekey.standalone.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PrometheusConditionTest {

    @Test
    void noPrometheus_skipsWithTheReason() {
        // When
        var decision = PrometheusCondition.decide(false, false);
        // Then
        assertThat(decision.isDisabled()).isTrue();
        assertThat(decision.getReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("are not on the path; install them"));
    }

    @Test
    void noPrometheusWhereItIsRequired_fails() {
        // When, Then
        assertThatThrownBy(() -> PrometheusCondition.decide(false, true))
                .hasMessageContaining("LONEKEY_REQUIRE_PROMETHEUS is true");
    }

    @Test
    void prometheus_runsTheTest() {
        assertThat(PrometheusCondition.decide(true, true).isDisabled()).isFalse();
    }
}
