package dev.lonekey.standalone.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DockerConditionTest {

    @Test
    void noDocker_skipsWithTheReason() {
        // When
        var decision = DockerCondition.decide(false, false);
        // Then
        assertThat(decision.isDisabled()).isTrue();
        assertThat(decision.getReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("Docker does not answer"));
    }

    @Test
    void noDockerWhereItIsRequired_fails() {
        // When, Then
        assertThatThrownBy(() -> DockerCondition.decide(false, true))
                .hasMessageContaining("LONEKEY_REQUIRE_DOCKER is true");
    }
}
