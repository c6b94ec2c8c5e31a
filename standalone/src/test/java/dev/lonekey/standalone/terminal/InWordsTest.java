package dev.lonekey.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InWordsTest {

    @Test
    void durations_areGivenInTheirLargestUnit() {
        assertThat(InWords.duration(Duration.ofSeconds(-3))).isEqualTo("0 seconds");
        assertThat(InWords.duration(Duration.ofSeconds(1))).isEqualTo("1 second");
        assertThat(InWords.duration(Duration.ofMinutes(119))).isEqualTo("1 hour");
        assertThat(InWords.duration(Duration.ofDays(1000))).isEqualTo("1,000 days");
    }
}
