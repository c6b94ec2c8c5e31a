package dev.lonekey.contract;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.cloudtrail.Envelope;
import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.contract.cloudtrail.RecordKind;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that was made to hurt its readers: each answers soon, and with its own refusal. */
class HostileJsonTest {

    private static final String RECORD =
            "\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"CreateUser\",\"recipientAccountId\":\"111122223333\"";
    private static final String COMPLETED =
            "\"type\":\"completed\",\"snapshotId\":\"s\",\"accountId\":\"111122223333\","
                    + "\"asOf\":\"2026-01-02T03:04:05Z\",\"until\":\"2026-01-02T03:04:05Z\",\"users\":1";

    interface Reader {
        Object read(byte[] json) throws RejectedException;
    }

    static Stream<Named<Reader>> readers() {
        return Stream.of(
                Named.of("record", CloudTrailRecord::parse),
                Named.of("kind", RecordKind::of),
                Named.of("envelope", Envelope::unwrap),
                Named.of("part", SnapshotPart::parse));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void deepNesting_isRejectedAtAnyDepthThatHurts(Reader reader) {
        for (var depth : new int[] {1_001, 100_000, 1_000_000}) {
            assertRejected(
                    reader, bytes("{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}"), RejectReason.NOT_JSON);
            assertRejected(reader, bytes("{\"detail\":".repeat(depth) + "1" + "}".repeat(depth)));
            assertRejected(reader, bytes("[".repeat(depth)));
        }
    }

    @Test
    void nestingThatSomeServiceMayWrite_isPassedOver() throws RejectedException {
        var nested = bytes("{" + RECORD + ",\"x\":" + "[".repeat(900) + "]".repeat(900) + "}");
        assertThat(CloudTrailRecord.parse(nested).event()).contains(EventName.CREATE_USER);
        assertThat(RecordKind.of(nested)).isEqualTo(new RecordKind.OfInterest(EventName.CREATE_USER));
        assertThat(Envelope.unwrap(nested)).hasSize(1);
    }

    static Stream<String> numbers() {
        return Stream.of("1e999999", "-1e999999", "1e2147483648", "9".repeat(999), "0." + "9".repeat(900) + "e9999");
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void numberBeyondAllRanges_isRejectedWhereItCountsAndPassedOverElsewhere(String number) throws RejectedException {
        assertRejected(CloudTrailRecord::parse, bytes("{" + RECORD + ",\"eventTime\":" + number + "}"));
        assertRejected(SnapshotPart::parse, bytes("{" + COMPLETED + ",\"parts\":" + number + "}"));
        assertRejected(SnapshotPart::parse, bytes("{" + COMPLETED + ",\"parts\":1,\"until\":" + number + "}"));
        var elsewhere = bytes("{" + RECORD + ",\"x\":" + number + "}");
        assertThat(CloudTrailRecord.parse(elsewhere).event()).contains(EventName.CREATE_USER);
        assertThat(RecordKind.of(elsewhere)).isInstanceOf(RecordKind.OfInterest.class);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void numberOfTenThousandDigits_isPassedOverOrBeyondTheLimits(Reader reader) {
        for (var number : new String[] {"9".repeat(10_000), "0." + "9".repeat(10_000)}) {
            var json = bytes("{" + RECORD + "," + COMPLETED + ",\"parts\":1,\"x\":" + number + "}");
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(catchThrowable(() -> reader.read(json)))
                    .satisfiesAnyOf(failure -> assertThat(failure).isNull(), failure -> assertThat(failure)
                            .hasMessage("not-json: beyond the limits of a parser")));
        }
    }

    @Test
    void fieldThatIsThereTwice_countsAsItsLast() throws RejectedException {
        var twice = bytes("{" + RECORD + ",\"eventName\":\"DeleteUser\"}");
        assertThat(CloudTrailRecord.parse(twice).event()).contains(EventName.DELETE_USER);
        assertThat(RecordKind.of(twice)).isEqualTo(new RecordKind.OfInterest(EventName.DELETE_USER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00\\ud800", "\\u0000"})
    void loneSurrogate_isTextLikeAnyOther(String escaped) throws RejectedException {
        var record = CloudTrailRecord.parse(bytes("{" + RECORD + ",\"userAgent\":\"" + escaped + "\"}"));
        assertThat(record.userAgent()).isPresent();
    }

    /** An envelope hands on what it does not read byte for byte. */
    @Test
    void textThatIsNotUtf8_isRejectedWhereItIsRead() {
        for (var wrong : new byte[][] {{(byte) 0xFF}, {(byte) 0xC3, 'x'}, {(byte) 0xED, 'x', 'x'}, {(byte) 0x80}}) {
            var name = bytes("{\"eventName\":\"??????\",\"eventSource\":\"iam.amazonaws.com\"}");
            System.arraycopy(wrong, 0, name, 15, wrong.length);
            assertRejected(CloudTrailRecord::parse, name);
            assertRejected(RecordKind::of, name, RejectReason.NOT_JSON);
            var id = bytes("{\"type\":\"completed\",\"snapshotId\":\"????\"}");
            System.arraycopy(wrong, 0, id, 35, wrong.length);
            assertRejected(SnapshotPart::parse, id);
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void otherEncodings_areRejected(Reader reader) {
        for (var encoding :
                new Charset[] {UTF_16LE, UTF_16BE, Charset.forName("UTF-32LE"), Charset.forName("UTF-16")}) {
            assertRejected(reader, ("{" + RECORD + "}").getBytes(encoding), RejectReason.NOT_JSON);
        }
    }

    @Test
    void byteOrderMark_isPassedOver() throws RejectedException {
        var marked = bytes("\uFEFF{\"Records\":[{" + RECORD + "}]}");
        assertThat(Envelope.unwrap(marked)).containsExactly(bytes("{" + RECORD + "}"));
        assertThat(CloudTrailRecord.parse(bytes("\uFEFF{" + RECORD + "}")).event())
                .contains(EventName.CREATE_USER);
    }

    private static void assertRejected(Reader reader, byte[] json, RejectReason reason) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatThrownBy(() -> reader.read(json))
                .isInstanceOfSatisfying(RejectedException.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(reason)));
    }

    private static void assertRejected(Reader reader, byte[] json) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatThrownBy(() -> reader.read(json))
                .isInstanceOf(RejectedException.class));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(UTF_8);
    }
}
