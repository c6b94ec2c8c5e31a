package dev.lonekey.detector.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.detector.config.StreamSettings;
import dev.lonekey.runtime.config.KafkaSettings;
import dev.lonekey.runtime.failure.Failure;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsClientTest {

    private static final StreamSettings ALL =
            new StreamSettings(Optional.empty(), Optional.of(4), Optional.of(1), Optional.of("detector-1"));

    @Test
    void classicProtocol_takesAllThatIsSet() {
        // When
        var settings = StreamsClient.settings(new KafkaSettings(Map.of("bootstrap.servers", "kafka:9092")), ALL);
        // Then
        assertThat(settings)
                .containsOnly(
                        Map.entry("bootstrap.servers", "kafka:9092"),
                        Map.entry("num.stream.threads", "4"),
                        Map.entry("num.standby.replicas", "1"),
                        Map.entry("group.instance.id", "detector-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "max.request.size, 500000",
        "producer.max.request.size, 1048575",
        "partitioner.class, org.apache.kafka.clients.producer.RoundRobinPartitioner"
    })
    void producerThatWouldRefuseOrScatterRecords_isRefused(String setting, String value) {
        // Given
        var kafka = new KafkaSettings(Map.of(setting, value));
        // Then
        assertThatThrownBy(() -> StreamsClient.settings(kafka, ALL))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("the Kafka setting " + setting + " must");
    }

    @Test
    void streamsProtocol_goesWithoutWhatItRefuses() {
        // When
        var settings = StreamsClient.settings(new KafkaSettings(Map.of("group.protocol", "streams")), ALL);
        // Then
        assertThat(settings).containsOnly(Map.entry("group.protocol", "streams"), Map.entry("num.stream.threads", "4"));
    }
}
