package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.createAccessKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** What it passes on is read by the same detector, which sees it only once it is committed. */
class UnwrapProcessorTest {

    private final MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();

    @Test
    void recordOfInterest_isCommittedAtOnce() {
        // When
        unwrap(createAccessKey("alice", "AKIAIOSFODNN7EXAMPLE", 0));
        // Then
        assertThat(context.forwarded()).hasSize(1);
        assertThat(context.committed()).isTrue();
    }

    @Test
    void recordOfAnotherService_isLeftToTheInterval() {
        // When
        unwrap("{\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"GetObject\"}".getBytes(StandardCharsets.UTF_8));
        // Then
        assertThat(context.forwarded()).isEmpty();
        assertThat(context.committed()).isFalse();
    }

    private void unwrap(byte[] value) {
        var meters = new DetectorMeters(new SimpleMeterRegistry());
        var processor = new UnwrapProcessor(Clock.systemUTC(), meters.input(), new CommitPace(() -> 0));
        processor.init(context);
        processor.process(new Record<>("", value, 0));
    }
}
