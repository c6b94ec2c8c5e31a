package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.ACCOUNT;
import static dev.lonekey.detector.stream.Trail.START;
import static dev.lonekey.detector.stream.Trail.bytes;
import static dev.lonekey.detector.stream.Trail.record;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.Key;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.detector.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Section 7 of the semantics: what becomes of input that cannot be right, and of all that comes after it. */
class BadInputTest {

    private static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    private static final String K2 = "AKIAI44QH8DHBEXAMPLE";
    private static final Instant NOW = START.plus(Duration.ofMinutes(10));

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    Path folder;

    private DetectorOnTestDriver detector;

    @BeforeEach
    void start() {
        log.start();
        logger().addAppender(log);
        logger().setLevel(Level.WARN);
        logger().setAdditive(false);
        detector = new DetectorOnTestDriver(folder, Policy.DEFAULT, NOW);
    }

    @AfterEach
    void stop() {
        detector.close();
        logger().detachAppender(log);
        logger().setLevel(null);
        logger().setAdditive(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json|not-json",
                "{\"type\":\"users\"|not-json",
                "[]|wrong-shape",
                "{\"type\":\"guess\"}|wrong-shape",
                "{\"type\":\"account\",\"asOf\":\"2026-03-01T10:00:00Z\",\"status\":\"ACTIVE\"}|no-account",
                "{\"type\":\"account\",\"accountId\":\"111122223333\",\"status\":\"ACTIVE\"}|no-time",
                "{\"type\":\"account\",\"accountId\":\"111122223333\",\"asOf\":\"2026-03-01T11:10:01Z\",\"status\":\"ACTIVE\"}|future-time"
            })
    void badPartOfASnapshot_goesToTheDeadLettersAsItCame(String value, String reason) {
        // When
        detector.tellSnapshot(ACCOUNT, bytes(value));
        // Then
        assertThat(detector.deadLetters()).hasSize(1);
        var letter = detector.deadLetters().get(0);
        assertThat(letter.getValue()).isEqualTo(bytes(value));
        assertThat(header(letter, DeadLetter.REASON)).startsWith(reason);
        assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo("lonekey.iam-snapshots");
        assertThat(detector.counted("lonekey.detector.input", "kind", "rejected"))
                .isEqualTo(1);
    }

    @Test
    void timeAnHourAhead_isBelieved() {
        // When
        detector.tell(ACCOUNT, deleteUser(NOW.plusSeconds(3_600)));
        // Then
        assertThat(detector.deadLetters()).isEmpty();
    }

    @Test
    void timeMoreThanAnHourAhead_isNot() {
        // When
        detector.tell(ACCOUNT, deleteUser(NOW.plusSeconds(3_601)));
        // Then
        assertThat(detector.deadLetters())
                .extracting(letter -> header(letter, DeadLetter.REASON))
                .containsExactly("future-time: eventTime is more than an hour ahead");
    }

    @Test
    void partWithOneBadKey_tellsNothingAtAll() {
        // Given a listing of a user with two active keys, and of another with something that is no key
        var part = new SnapshotPart.Users(
                "s",
                1,
                ACCOUNT,
                START,
                START.plusSeconds(31),
                List.of(listed("alice", K1, K2), listed("bob", "no key")));
        // When
        detector.tell(part);
        // Then
        assertThat(detector.deadLetters()).hasSize(1);
        assertThat(detector.events()).isEmpty();
        assertThat(detector.account(ACCOUNT)).isNull();
    }

    @Test
    void whatComesAfterABadPart_isJudged() {
        // Given
        detector.tellSnapshot(ACCOUNT, bytes("nonsense"));
        // When
        detector.tell(new SnapshotPart.Users(
                "s", 1, ACCOUNT, START, START.plusSeconds(31), List.of(listed("alice", K1, K2))));
        // Then
        assertThat(detector.events()).hasSize(1);
    }

    @Test
    void manyOfOneReason_areLoggedOnceAMinuteWithoutTheirContent() {
        // When
        for (var count = 0; count < 5; count++) {
            detector.tell(ACCOUNT, bytes("{\"eventName\":\"CreateUser\", secret " + count));
        }
        detector.tell(ACCOUNT, bytes("[\"secret\"]"));
        detector.passTo(NOW.plusSeconds(60));
        detector.tell(ACCOUNT, bytes("{\"eventName\":\"CreateUser\", secret"));
        // Then
        assertThat(detector.counted("lonekey.detector.input", "kind", "rejected"))
                .isEqualTo(7);
        assertThat(log.list).hasSize(3).allSatisfy(line -> assertThat(line.getFormattedMessage())
                .doesNotContain("secret"));
    }

    private static byte[] deleteUser(Instant at) {
        return bytes(record(
                "iam.amazonaws.com",
                "DeleteUser",
                ACCOUNT,
                at.toString(),
                "\"requestParameters\":{\"userName\":\"alice\"}"));
    }

    private static User listed(String name, String... keys) {
        return new User(
                name,
                Optional.empty(),
                Optional.empty(),
                List.of(keys).stream()
                        .map(key -> new Key(key, "Active", Optional.empty(), Optional.empty()))
                        .toList());
    }

    private static String header(TestRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Rejections.class);
    }
}
