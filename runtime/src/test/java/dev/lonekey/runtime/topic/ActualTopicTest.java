package dev.lonekey.runtime.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActualTopicTest {

    @Test
    void retention_isAsLongAsItIsSet() {
        assertThat(topic("delete", "259200000").retention()).contains(Duration.ofDays(3));
        assertThat(topic("compact,delete", "259200000").retention()).contains(Duration.ofDays(3));
    }

    @Test
    void unlimited_keepsForGood() {
        assertThat(topic("delete", "-1").retention()).isEmpty();
        assertThat(topic("compact", "259200000").retention()).isEmpty();
    }

    private static ActualTopic topic(String cleanup, String retention) {
        return new ActualTopic(1, 1, Map.of("cleanup.policy", cleanup, "retention.ms", retention));
    }
}
