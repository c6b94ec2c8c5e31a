package dev.lonekey.detector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.detector.view.Order;
import dev.lonekey.runtime.http.Refusal;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    @Test
    void unknownName_isRefusedWithTheNearest() {
        refuses(() -> given("acount", "1"), "unknown parameter \"acount\"; did you mean \"account\"?");
        refuses(() -> given("zzzzzz", "1"), "unknown parameter \"zzzzzz\"; there are account, limit, severity, sort");
        refuses(
                () -> new Parameters(Map.of("x", List.of("1")), List.of()),
                "unknown parameter \"x\"; there are none here");
        refuses(
                () -> given("x\r\nforged", "1"),
                "unknown parameter \"xforged\"; there are account, limit, severity, sort");
    }

    @Test
    void unknownValue_isRefusedWithTheNearest() {
        refuses(
                () -> given("sort", "opend").oneOf("sort", Order.class, true),
                "parameter \"sort\" is refused: \"opend\" is unknown; did you mean \"opened\"?");
        refuses(
                () -> given("severity", "bad").someOf("severity", Severity.class),
                "parameter \"severity\" is refused: \"BAD\" is unknown; it is LOW, MEDIUM, HIGH, CRITICAL");
    }

    @Test
    void severities_mayHaveCommasAndBeThereTwice() {
        // Given
        var given = new Parameters(Map.of("severity", List.of("low, HIGH", "Critical,,")), List.of("severity"));
        // Then
        assertThat(given.someOf("severity", Severity.class))
                .containsExactlyInAnyOrder(Severity.LOW, Severity.HIGH, Severity.CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "1.5", "ten", "99999999999", " 3"})
    void numberOutOfRange_isRefused(String value) {

        refuses(
                () -> given("limit", value).number("limit", 1, 500, 50),
                "parameter \"limit\" is refused: it is a whole number from 1 to 500");
    }

    @Test
    void nothingGiven_isTheUsual() {
        // Given
        var given = given("limit", "");
        // Then
        assertThat(given.number("limit", 1, 500, 50)).isEqualTo(50);
        assertThat(given.text("account")).isEmpty();
        assertThat(given.someOf("severity", Severity.class)).isEmpty();
    }

    @Test
    void textThatIsThereTwiceOrTooLong_isRefused() {
        refuses(
                () -> new Parameters(Map.of("account", List.of("1", "2")), List.of("account")).text("account"),
                "parameter \"account\" is refused: it may be there only once");
        refuses(
                () -> given("account", "x".repeat(257)).text("account"),
                "parameter \"account\" is refused: it has at most 256 characters");
    }

    private static Parameters given(String name, String value) {
        return new Parameters(Map.of(name, List.of(value)), List.of("account", "limit", "severity", "sort"));
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(Refusal.class).hasMessage(message);
    }
}
