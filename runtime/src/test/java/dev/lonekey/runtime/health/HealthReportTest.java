package dev.lonekey.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthReportTest {

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
