package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.ACCOUNT;
import static dev.lonekey.detector.stream.Trail.START;
import static dev.lonekey.detector.stream.Trail.bytes;
import static dev.lonekey.detector.stream.Trail.createAccessKey;
import static dev.lonekey.detector.stream.Trail.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are the same event, and records that only look so. */
class SameEventTest {

    private static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    private static final String K2 = "AKIAI44QH8DHBEXAMPLE";
    private static final String OTHER = "444455556666";

    @TempDir
    Path folder;

    private DetectorOnTestDriver detector;

    @BeforeEach
    void start() {
        detector = new DetectorOnTestDriver(folder, Policy.DEFAULT, START.plus(Duration.ofMinutes(10)));
    }

    @AfterEach
    void stop() {
        detector.close();
    }

    @Test
    void sameEventByTwoTrails_isOne() {
        // Given
        detector.tell(ACCOUNT, createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 60));
        // When another trail wrote it under an id of its own
        detector.tell(ACCOUNT, withId(createAccessKey("alice", K2, 60), "8a2c5a2e-0000-4000-8000-000000000002", ""));
        // Then
        assertThat(detector.events()).hasSize(1);
        assertThat(detector.counted("lonekey.detector.input", "kind", "duplicate"))
                .isEqualTo(1);
    }

    @Test
    void addendum_isTheEventThatItAddsTo() {
        // Given
        detector.tell(ACCOUNT, createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 60));
        // When
        detector.tell(ACCOUNT, withId(createAccessKey("alice", K2, 60), "8a2c5a2e-0000-4000-8000-000000000003", """
                        "addendum":{"reason":"DELIVERY_DELAY","originalEventID":"8a2c5a2e-0000-4000-8000-000000000001"},"""));
        // Then
        assertThat(detector.events()).hasSize(1);
        assertThat(detector.counted("lonekey.detector.input", "kind", "duplicate"))
                .isEqualTo(1);
    }

    @Test
    void sameUserNameInTwoAccounts_isTwoUsers() {
        // When each has a key
        detector.tell(ACCOUNT, createAccessKey("alice", K1, 0));
        detector.tell(OTHER, inOtherAccount(createAccessKey("alice", K2, 60)));
        // Then
        assertThat(detector.events()).isEmpty();
        // When one gets another
        detector.tell(OTHER, inOtherAccount(createAccessKey("alice", "AKIAI33QH8DHBEXAMPLE", 70)));
        // Then
        assertThat(detector.events())
                .extracting(ViolationEvent::account)
                .extracting(ViolationEvent.Account::id)
                .containsExactly(OTHER);
    }

    @Test
    void keyQuotaExceeded_isCountedAndChangesNothing() {
        // Given
        detector.tell(ACCOUNT, createAccessKey("alice", K1, 0));
        // When
        detector.tell(
                ACCOUNT,
                bytes(record(
                        "CreateAccessKey",
                        60,
                        "\"errorCode\":\"LimitExceededException\","
                                + "\"errorMessage\":\"Cannot exceed quota for AccessKeysPerUser: 2\","
                                + "\"requestParameters\":{\"userName\":\"alice\"},\"responseElements\":null")));
        // Then
        assertThat(detector.events()).isEmpty();
        assertThat(detector.counted("lonekey.detector.key.quota.exceeded")).isEqualTo(1);
        assertThat(detector.counted("lonekey.detector.input", "kind", "denied")).isEqualTo(1);
    }

    private static byte[] withId(byte[] json, String id, String more) {
        return bytes(new String(json, StandardCharsets.UTF_8)
                .replace("\"eventID\":\"8a2c5a2e-0000-4000-8000-000000000001\"", more + "\"eventID\":\"" + id + "\""));
    }

    private static byte[] inOtherAccount(byte[] json) {
        return bytes(new String(json, StandardCharsets.UTF_8).replace(ACCOUNT, OTHER));
    }
}
