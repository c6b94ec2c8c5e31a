package dev.lonekey.ingest.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lonekey.contract.cloudtrail.EventName;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedWordsTest {

    private static final QuotedWords NAMES =
            new QuotedWords(Stream.of(EventName.values()).map(EventName::text).toList());

    @ParameterizedTest
    @EnumSource
    void everyNameAtEveryPlace_isFound(EventName name) {
        for (var form : List.of("\"%s\"", "\\\"%s\\\"")) {
            for (int before = 0; before < 40; before++) {
                for (int after = 0; after < 10; after++) {
                    // Given
                    var text = "x".repeat(before) + form.formatted(name.text()) + "y".repeat(after);
                    // When
                    boolean found = occurIn(text);
                    // Then
                    assertThat(found).as(text).isTrue();
                }
            }
        }
    }

    @Test
    void longWordBesideALongerOne_isFoundAtEveryPlace() {
        // Given
        var sources = new QuotedWords(List.of("iam.amazonaws.com", "cloudtrail.amazonaws.com"));
        for (var source : List.of("iam.amazonaws.com", "cloudtrail.amazonaws.com")) {
            for (int before = 0; before < 60; before++) {
                var bytes = ("x".repeat(before) + '"' + source + '"').getBytes(UTF_8);
                // When
                boolean found = sources.occurIn(bytes, 0, bytes.length);
                // Then
                assertThat(found).as("%s after %d", source, before).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"CreateUserPool\"",
                "xCreateUser\"",
                "\"CreateUser",
                "CreateUser",
                "\"createuser\"",
                "\"userName\":\"CreateUsers\""
            })
    void somethingAlike_isNotFound(String text) {
        assertThat(occurIn(text)).isFalse();
    }

    @Test
    void nameOutsideTheRange_isNotFound() {
        // Given
        var bytes = "\"CreateUser\"\"CreateUser\"".getBytes(UTF_8);
        // Then
        assertThat(NAMES.occurIn(bytes, 1, bytes.length - 1)).isFalse();
        assertThat(NAMES.occurIn(bytes, 1, bytes.length)).isTrue();
    }

    @Test
    void wordTooShortToLookFor_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new QuotedWords(List.of("abc")));
    }

    private static boolean occurIn(String text) {
        var bytes = text.getBytes(UTF_8);
        return NAMES.occurIn(bytes, 0, bytes.length);
    }
}
