package dev.lonekey.detector.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.policy.Policy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

    private static final int USUAL_MS = 10_000;

    @Test
    void withASeed_transactionsMayTakeMinutes() {
        assertThat(transactionTimeout(Map.of(), true)).isEqualTo(300_000);
        assertThat(transactionTimeout(Map.of(), false)).isEqualTo(USUAL_MS);
    }

    @Test
    void brokersAllowLess_whatIsSetHolds() {
        assertThat(transactionTimeout(Map.of("transaction.timeout.ms", "60000"), true))
                .isEqualTo(60_000);
        assertThat(transactionTimeout(Map.of("producer.transaction.timeout.ms", "60000"), true))
                .isEqualTo(60_000);
    }

    /** As the producer gets it. */
    private static int transactionTimeout(Map<String, String> kafka, boolean isSeeded) {
        var all = new HashMap<>(Map.of("bootstrap.servers", "localhost:1"));
        all.putAll(kafka);
        var settings =
                new DetectorSettings("test", Topics.CLUSTER, Optional.empty(), Path.of("state"), Policy.DEFAULT, all);
        var timeout = new StreamsConfig(StreamsSettings.of(settings, isSeeded))
                .getProducerConfigs("test")
                .get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return Integer.parseInt(String.valueOf(timeout));
    }
}
