package dev.lonekey.standalone.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.RejectReason;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class LetterTest {

    @Test
    void letterOfTheDetector_tellsWhereItWasRead() {
        // When
        var letter = Letters.read(5, Letters.ofDetector(RejectReason.NOT_JSON, "dear colleague"));
        // Then
        assertThat(letter.code()).isEqualTo("not-json");
        assertThat(letter.detail()).isEqualTo("not-json: at byte 17");
        assertThat(letter.origin()).isEqualTo("lonekey.cloudtrail 3@117");
        assertThat(letter.sha256())
                .hasValueSatisfying(digest -> assertThat(digest).hasSize(64));
        assertThat(letter.place()).hasToString("1@5");
    }

    @Test
    void letterOfIngest_tellsItsSource() {
        // When
        var letter = Letters.read(5, Letters.ofIngest("trail/a.json.gz", RejectReason.NO_ACCOUNT, "{}"));
        // Then
        assertThat(letter.origin()).isEqualTo("trail/a.json.gz");
        assertThat(letter.readAt()).isEmpty();
    }

    @Test
    void recordWithoutHeadersOrValue_isForeign() {
        // Given
        var record = Letters.record(5, new RecordHeaders(), new byte[0]);
        // When
        var letter = Letter.of(record);
        // Then
        assertThat(letter.code()).isEqualTo("foreign");
        assertThat(letter.origin()).isEqualTo("unknown");
        assertThat(letter.sha256()).isEmpty();
    }

    @Test
    void headersOfAnAttacker_areForeignAndHarmless() {
        // Given
        var headers = new RecordHeaders();
        add(headers, DeadLetter.REASON, "\u001b[2Jnot-json\u202e" + "x".repeat(100_000));
        add(headers, DeadLetter.TOPIC, "a\nb");
        add(headers, DeadLetter.PARTITION, "99999999999");
        add(headers, DeadLetter.OFFSET, "-1");
        add(headers, DeadLetter.SHA256, "\u001b[31mred");
        headers.add("nothing", null);
        // When
        var letter = Letter.of(Letters.record(5, headers, new byte[] {(byte) 0xff}));
        // Then
        assertThat(letter.code()).isEqualTo("foreign");
        assertThat(letter.detail()).startsWith("[2Jnot-jsonxxx").hasSizeLessThan(210);
        assertThat(letter.origin()).isEqualTo("ab");
        assertThat(letter.sha256()).isEmpty();
    }

    @Test
    void line_isAnObjectWithoutContent() {
        // When
        var line = LetterLine.of(
                Letters.read(5, Letters.ofDetector(RejectReason.WRONG_KEY, "{\"accountId\":\"111122223333\"}")));
        // Then
        assertThat(line)
                .startsWith(
                        "{\"time\":\"2026-10-01T08:00:05Z\",\"partition\":1,\"offset\":5,\"reason\":\"wrong-key\",\"detail\":\"wrong-key: at byte 17\",\"origin\":{\"name\":\"lonekey.cloudtrail\",\"partition\":3,\"offset\":117},\"account\":\"111122223333\",\"sha256\":\"")
                .endsWith("\",\"size\":28}");
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
