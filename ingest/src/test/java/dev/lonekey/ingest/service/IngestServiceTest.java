package dev.lonekey.ingest.service;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.config.IngestConfiguration;
import dev.lonekey.runtime.config.KafkaSettings;
import dev.lonekey.runtime.failure.Failure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

class IngestServiceTest {

    @Test
    void kafkaSettingThatWouldLoseEvents_isRefusedInOneLine() {
        // Given
        var configuration = IngestConfiguration.DEFAULT.withKafka(
                new KafkaSettings(Map.of("bootstrap.servers", "127.0.0.1:9", "acks", "1")));
        try (var service = new IngestService(
                configuration,
                Topics.CLUSTER,
                AwsClients.at(
                        URI.create("http://127.0.0.1:9"),
                        AnonymousCredentialsProvider.create(),
                        configuration.ingest()),
                Pace.of(10),
                Clock.systemUTC(),
                new SimpleMeterRegistry())) {
            // When, Then
            assertThatThrownBy(service::start)
                    .isInstanceOf(Failure.class)
                    .hasMessage("the Kafka setting acks must be all for the publisher, not \"1\"; correct it under"
                            + " \"kafka\"");
        }
    }
}
