package dev.lonekey.detector.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.runtime.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureWatchTest {

    private final AtomicLong nanos = new AtomicLong();
    private final FailureWatch watch = new FailureWatch(nanos::get);

    static List<RuntimeException> mattersOfTheBrokers() {
        return List.of(
                new TimeoutException("no answer"),
                new RecordTooLargeException("too large"),
                new InvalidTimestampException("in the future"),
                new IllegalStateException(
                        "Cannot attempt operation `sendOffsetsToTransaction` because the previous call to `commitTransaction` timed out and must be retried"));
    }

    @ParameterizedTest
    @MethodSource("mattersOfTheBrokers")
    void brokersThatFailForDays_neverEndTheDetector(RuntimeException failure) {
        // When
        var pauses = IntStream.range(0, 1_000)
                .mapToObj(number -> watch.pauseAfter(new StreamsException("in task 0_0", failure)))
                .toList();
        // Then
        assertThat(pauses).doesNotContain(Optional.empty());
        assertThat(pauses.subList(0, 8))
                .extracting(pause -> pause.orElseThrow().toSeconds())
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(watch.fatal()).isEmpty();
    }

    @Test
    void stateThatCannotBeRead_endsTheDetectorAtOnce_withItsMend() {
        // When
        var answer = watch.handle(new StreamsException(new UnreadableState("the state is newer; start the newer one")));
        // Then
        assertThat(answer).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(watch.fatal().orElseThrow())
                .isInstanceOf(Failure.class)
                .hasMessage("the state is newer; start the newer one");
    }

    @Test
    void recordThatKillsTheThread_endsTheDetectorAfterAFewTries() {
        // Given
        var failure = new StreamsException(new IllegalStateException("always"));
        IntStream.range(0, 3)
                .forEach(number -> assertThat(watch.pauseAfter(failure)).isPresent());
        // When
        var answer = watch.handle(failure);
        // Then
        assertThat(answer).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(watch.fatal()).contains(failure);
    }

    @Test
    void failuresFarApart_neverEndTheDetector_andPausesBeginAnew() {
        for (var number = 0; number < 20; number++) {
            assertThat(watch.pauseAfter(new IllegalStateException("now and then")))
                    .contains(Duration.ofSeconds(1));
            nanos.addAndGet(Duration.ofMinutes(11).toNanos());
        }
    }

    @Test
    void closed_letsNobodyWait() throws Exception {
        // Given
        IntStream.range(0, 10).forEach(number -> watch.pauseAfter(new TimeoutException("no answer")));
        var answer = CompletableFuture.supplyAsync(() -> watch.handle(new TimeoutException("no answer")));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(watch::isWaiting);
        // When
        watch.close();
        // Then
        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(watch.isWaiting()).isFalse();
    }
}
