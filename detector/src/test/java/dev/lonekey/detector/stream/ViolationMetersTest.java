package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.ACCOUNT;
import static dev.lonekey.detector.stream.Trail.START;
import static dev.lonekey.detector.stream.Trail.createAccessKey;
import static dev.lonekey.detector.stream.Trail.deleteAccessKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.detector.policy.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViolationMetersTest {

    private static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    private static final String K2 = "AKIAI44QH8DHBEXAMPLE";
    private static final String RULE = "iam-user-multiple-active-keys";

    @TempDir
    private Path folder;

    private DetectorOnTestDriver detector;

    @BeforeEach
    void start() {
        detector = new DetectorOnTestDriver(folder, Policy.DEFAULT, START);
    }

    @AfterEach
    void stop() {
        detector.close();
    }

    @Test
    void nothingYet_isZeroAndNotAbsent() {
        assertThat(detector.counted("lonekey.violations.events", "type", "opened", "rule", RULE, "severity", "medium"))
                .isZero();
        assertThat(seconds("lonekey.detection.delay", "type", "opened")).isZero();
    }

    @Test
    void openedAndResolvedLive_tellHowLateEachWasNoticed_andHowLongItWasOpen() {
        // When
        detector.passTo(START.plusSeconds(90));
        detector.tell(ACCOUNT, createAccessKey("alice", K1, 10), createAccessKey("alice", K2, 60));
        detector.passTo(START.plusSeconds(700));
        detector.tell(ACCOUNT, deleteAccessKey("alice", K1, 660));
        // Then
        assertThat(seconds("lonekey.detection.delay", "type", "opened")).isEqualTo(30);
        assertThat(seconds("lonekey.detection.delay", "type", "resolved")).isEqualTo(40);
        assertThat(seconds("lonekey.violations.duration", "rule", RULE)).isEqualTo(600);
    }

    @Test
    void learntWhenItIsLongOver_saysNothingAboutHowFastAnythingIsNoticed() {
        // Given
        detector.passTo(START.plus(Duration.ofDays(30)));
        // When
        detector.tell(
                ACCOUNT,
                deleteAccessKey("alice", K1, 660),
                createAccessKey("alice", K1, 10),
                createAccessKey("alice", K2, 60));
        // Then
        assertThat(detector.timed("lonekey.detection.delay", "type", "opened").count())
                .isZero();
        assertThat(detector.timed("lonekey.detection.delay", "type", "resolved").count())
                .isZero();
        assertThat(seconds("lonekey.violations.duration", "rule", RULE)).isEqualTo(600);
    }

    private double seconds(String meter, String... tags) {
        return detector.timed(meter, tags).totalTime(TimeUnit.SECONDS);
    }
}
