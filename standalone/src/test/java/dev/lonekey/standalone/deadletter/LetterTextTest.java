package dev.lonekey.standalone.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.RejectReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterTextTest {

    @Test
    void hostileContent_isShownAsTextThatDoesNothing() {
        // When
        var lines = lines("{\"a\":\"\u001b]0;x\u0007\u202e\"}\r\nreason   all is well\u2028\u0085");
        // Then
        assertThat(lines)
                .startsWith("letter   1@5", "written  2026-10-01 08:00:05 UTC", "reason   not-json: at byte 17")
                .endsWith(
                        "",
                        "| {\"a\":\"<U+001B>]0;x<U+0007><U+202E>\"}<U+000D>",
                        "| reason   all is well<U+2028><U+0085>");
    }

    @Test
    void longContent_isCut() {
        // When
        var lines = lines("ü".repeat(4_001));
        // Then
        assertThat(lines)
                .contains("| " + "ü".repeat(4_000), "bytes    8,002")
                .endsWith("That is its beginning. All of it, as it came: --raw > letter.bin");
        assertThat(lines("ü".repeat(4_000))).endsWith("| " + "ü".repeat(4_000));
    }

    @Test
    void contentThatWasCutBefore_saysSo() {
        assertThat(lines("x".repeat(DeadLetter.MAX_BYTES + 1))).contains("bytes    900,000: what is more was cut off");
    }

    private static List<String> lines(String input) {
        var written = Letters.ofDetector(RejectReason.NOT_JSON, input);
        var value = written.value();
        assertThat(input.getBytes(UTF_8)).startsWith(value);
        return LetterText.lines(Letters.read(5, written), value);
    }
}
