package dev.lonekey.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GuessesTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Guesses guesses = new Guesses(nanos::get);

    @Test
    void tooMany_silenceTheAddressForTheRestOfTheMinute() {
        // Given
        for (var number = 0; number < Guesses.MOST; number++) {
            assertThat(guesses.silencedFor("192.0.2.1")).isEmpty();
            guesses.wrong("192.0.2.1");
        }
        // Then
        assertThat(guesses.silencedFor("192.0.2.1")).hasValue(61);
        assertThat(guesses.silencedFor("192.0.2.2")).isEmpty();
        // When
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        // Then
        assertThat(guesses.silencedFor("192.0.2.1")).isEmpty();
        guesses.wrong("192.0.2.1");
        assertThat(guesses.silencedFor("192.0.2.1")).isEmpty();
    }

    @Test
    void manyAddresses_takeNoMoreMemory() {
        for (var number = 0; number < Guesses.MOST; number++) {
            guesses.wrong("first");
        }
        // When
        for (var number = 0; number < 10_000; number++) {
            guesses.wrong("address " + number);
        }
        // Then the oldest is forgotten
        assertThat(guesses.silencedFor("first")).isEmpty();
    }
}
