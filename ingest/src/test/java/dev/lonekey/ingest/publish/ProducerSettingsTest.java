package dev.lonekey.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lonekey.contract.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerSettingsTest {

    @Test
    void usersSettings_winOverOurs() {
        // When
        var settings = ProducerSettings.with(Map.of("linger.ms", "50", "acks", "-1", "client.id", "x"));
        // Then
        assertThat(settings)
                .containsEntry("linger.ms", "50")
                .containsEntry("client.id", "x")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true");
    }

    @Test
    void service_waitsAsLongAsKafkaCan_unlessToldOtherwise() {
        // When
        var settings = ProducerSettings.forService(Map.of("max.block.ms", "60000"));
        // Then
        assertThat(settings)
                .containsEntry("delivery.timeout.ms", "2147483647")
                .containsEntry("max.block.ms", "60000")
                .containsEntry("acks", "all");
    }

    @Test
    void serviceSettings_areTakenByKafka() {
        assertThatCode(() -> Publisher.forService(
                                Topics.EMBEDDED, Map.of("bootstrap.servers", "localhost:9"), new SimpleMeterRegistry())
                        .close())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "acks, 1",
        "enable.idempotence, false",
        "retries, 0",
        "max.in.flight.requests.per.connection, 6",
        "max.request.size, 1000",
        "max.request.size, much",
        "partitioner.ignore.keys, true",
        "partitioner.class, org.apache.kafka.clients.producer.RoundRobinPartitioner",
        "transactional.id, x"
    })
    void settingThatWeakensDelivery_isRefusedByName(String setting, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProducerSettings.with(Map.of(setting, value)))
                .withMessageContaining(setting)
                .withMessageContaining(value);
    }

    @Test
    void settingThatKafkaDoesNotTake_isRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Publisher(
                        Topics.EMBEDDED, Map.of("bootstrap.servers", "localhost:9092", "compression.type", "zip")))
                .withMessageContaining("compression.type");
    }
}
