package dev.lonekey.standalone.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComposeConditionTest {

    @Test
    void noCompose_skipsWithTheReason() {
        // When
        var decision = ComposeCondition.decide(Optional.empty(), false);
        // Then
        assertThat(decision.isDisabled()).isTrue();
        assertThat(decision.getReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("Docker Compose is not installed"));
    }

    @Test
    void noComposeWhereItIsRequired_fails() {
        // When, Then
        assertThatThrownBy(() -> ComposeCondition.decide(Optional.empty(), true))
                .hasMessageContaining("LONEKEY_REQUIRE_COMPOSE is true");
    }
}
