package dev.lonekey.standalone.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinceTest {

    @ParameterizedTest
    @CsvSource({
        "36h,                  2026-10-01T20:00:00Z",
        "7d,                   2026-09-26T08:00:00Z",
        "90s,                  2026-10-03T07:58:30Z",
        "2026-10-01,           2026-10-01T00:00:00Z",
        "2026-10-01T08:00:00Z, 2026-10-01T08:00:00Z",
    })
    void daysMomentsAndDurations_areTaken(String written, Instant meant) {
        assertThat(Since.parse(written, Instant.parse("2026-10-03T08:00:00Z"))).isEqualTo(meant);
    }
}
