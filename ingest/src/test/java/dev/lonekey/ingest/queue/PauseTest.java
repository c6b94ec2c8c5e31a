package dev.lonekey.ingest.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PauseTest {

    private final Pause pause = new Pause(Timing.USUAL);

    @Test
    void pauses_growToAMinute_andAreNeverLessThanHalf() {
        // When
        var pauses = Stream.generate(pause::next).limit(9).toList();
        // Then
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(pauses.get(3)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(pauses.subList(6, 9))
                .allSatisfy(last -> assertThat(last).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60)));
    }

    @Test
    void pauseAfterSuccess_isShortAgain() {
        // Given
        var unused = Stream.generate(pause::next).limit(5).toList();
        // When
        pause.reset();
        // Then
        assertThat(pause.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}
