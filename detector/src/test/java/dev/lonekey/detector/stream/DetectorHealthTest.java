package dev.lonekey.detector.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.runtime.health.Health;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Not ready while it has not got its state, but alive: a restart would only begin the restoring anew. */
class DetectorHealthTest {

    @Test
    void restoring_isDownAndSaysSo() {
        assertThat(Detector.health(KafkaStreams.State.REBALANCING))
                .isEqualTo(Health.down("takes over partitions and restores their state"));
    }

    @ParameterizedTest
    @EnumSource(KafkaStreams.State.class)
    void onlyRunning_isReady_andNoStateAloneIsTheEnd(KafkaStreams.State state) {
        assertThat(Detector.health(state).state())
                .isEqualTo(state == KafkaStreams.State.RUNNING ? Health.State.UP : Health.State.DOWN);
    }
}
