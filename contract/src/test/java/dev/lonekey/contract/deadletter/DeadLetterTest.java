package dev.lonekey.contract.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.deadletter.DeadLetter.Origin;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    @Test
    void headers_tellReasonPlaceAndHash() {
        // Given
        var letter = new DeadLetter(noTime(), Origin.ofTopic("lonekey.cloudtrail", 3, 42), bytes("{}"));
        // When
        var headers = letter.headers();
        // Then
        assertThat(headers)
                .extracting(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder(
                        "lonekey.reason=no-time: eventTime is missing",
                        "lonekey.topic=lonekey.cloudtrail",
                        "lonekey.partition=3",
                        "lonekey.offset=42",
                        "lonekey.sha256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        assertThat(DeadLetter.origin(headers)).contains(Origin.ofTopic("lonekey.cloudtrail", 3, 42));
    }

    @Test
    void inputTooLargeForTheTopic_isCutButHashedWhole() {
        // Given
        var large = bytes("x".repeat(2_000_000));
        // When
        var letter = new DeadLetter(noTime(), Origin.ofSource("a.json"), large);
        var other = new DeadLetter(noTime(), Origin.ofSource("a.json"), bytes("x".repeat(2_000_001)));
        // Then
        assertThat(letter.value()).hasSize(DeadLetter.MAX_BYTES);
        assertThat(letter.headers().lastHeader(DeadLetter.SHA256).value())
                .isNotEqualTo(other.headers().lastHeader(DeadLetter.SHA256).value());
        assertThat(letter.headers().lastHeader(DeadLetter.PARTITION)).isNull();
    }

    private static RejectedException noTime() {
        return new RejectedException(RejectReason.NO_TIME, "eventTime is missing");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
