package dev.lonekey.detector.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private final CommitPace pace = new CommitPace(nanoTime::get);
    private final MockProcessorContext<String, byte[]> task = new MockProcessorContext<>();

    @BeforeEach
    void begin() {
        pace.accompany(task);
    }

    @Test
    void newsInIdleTime_isCommittedAtOnce() {
        // When
        news(Duration.ofMillis(1));
        // Then
        assertThat(isCommitted()).isTrue();
    }

    @Test
    void nothingPublished_isLeftToTheInterval() {
        // When
        pace.accompany(task, () -> pass(Duration.ofMillis(1)));
        // Then
        assertThat(isCommitted()).isFalse();
    }

    @Test
    void newsSoonAfterACommit_waitsForTheNextLook() {
        // Given
        news(Duration.ofMillis(1));
        isCommitted();
        pass(Duration.ofMillis(3));
        news(Duration.ofMillis(1));
        assertThat(isCommitted()).isFalse();
        pass(Duration.ofMillis(10));
        // When
        look();
        // Then
        assertThat(isCommitted()).isTrue();
    }

    @Test
    void newsIsCommitted_isNotCommittedAgain() {
        // Given
        news(Duration.ofMillis(1));
        isCommitted();
        pass(Duration.ofSeconds(1));
        // When
        look();
        // Then
        assertThat(isCommitted()).isFalse();
    }

    @Test
    void backlog_isLeftToTheInterval() {
        // Given
        workOff(Duration.ofSeconds(1));
        isCommitted();
        // When
        workOff(Duration.ofSeconds(1));
        // Then
        assertThat(isCommitted()).isFalse();
    }

    @Test
    void backlogIsOver_itsLastNewsAndTheNextAreCommitted() {
        // Given
        workOff(Duration.ofMinutes(10));
        isCommitted();
        // When
        pass(Duration.ofMillis(150));
        look();
        // Then
        assertThat(isCommitted()).isTrue();
        pass(Duration.ofMillis(150));
        news(Duration.ofMillis(1));
        assertThat(isCommitted()).isTrue();
    }

    private void workOff(Duration time) {
        for (var record = 0; record < time.toMillis(); record++) {
            news(Duration.ofNanos(900_000));
            pass(Duration.ofNanos(100_000));
        }
    }

    private void news(Duration work) {
        pace.accompany(task, () -> {
            pass(work);
            pace.news();
        });
    }

    private void look() {
        task.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    private boolean isCommitted() {
        var committed = task.committed();
        task.resetCommit();
        return committed;
    }
}
