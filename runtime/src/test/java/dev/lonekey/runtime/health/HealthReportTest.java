package dev.lonekey.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthReportTest {

    @Test
    void mendAtTheEndOfALongMessage_isNotCutOff() {
        // Given
        var message = "x".repeat(300) + "\u001b[31m; create the role";
        // When
        var json = new HealthReport(Map.of("accounts", Health.down(message))).toJson(false);
        // Then
        assertThat(json.at("/components/accounts/detail").asText()).endsWith("x[31m; create the role");
    }

    @Test
    void endlessMessage_isCut() {
        // When
        var json = new HealthReport(Map.of("accounts", Health.down("😀".repeat(5_000)))).toJson(false);
        // Then
        assertThat(json.at("/components/accounts/detail").asText()).isEqualTo("😀".repeat(1_000) + "…");
    }

    @ParameterizedTest
    @CsvSource({
        "UP,      UP,      true,  true",
        "UP,      DOWN,    false, true",
        "DOWN,    UP,      false, true",
        "UP,      STOPPED, false, false",
        "STOPPED, DOWN,    false, false"
    })
    void components_addUp(Health.State first, Health.State second, boolean ready, boolean live) {
        // Given
        var components = new LinkedHashMap<String, Health>();
        components.put("kafka", new Health(first, ""));
        components.put("detector", new Health(second, ""));
        // When
        var report = new HealthReport(components);
        // Then
        assertThat(report.isReady()).isEqualTo(ready);
        assertThat(report.isLive()).isEqualTo(live);
        assertThat(report.toJson(ready).path("status").asText()).isEqualTo(ready ? "UP" : "DOWN");
    }
}
