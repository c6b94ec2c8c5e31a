package dev.lonekey.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChromiumConditionTest {

    @Test
    void noChromium_skipsWithTheReason() {
        // When
        var decision = ChromiumCondition.decide(false, false);
        // Then
        assertThat(decision.isDisabled()).isTrue();
        assertThat(decision.getReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("apt-get install chromium chromium-driver"));
    }

    @Test
    void noChromiumWhereItIsRequired_fails() {
        // When, Then
        assertThatThrownBy(() -> ChromiumCondition.decide(false, true))
                .hasMessageContaining("LONEKEY_REQUIRE_CHROMIUM is true");
    }
}
