package dev.lonekey.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.config.ArchiveSettings;
import dev.lonekey.ingest.config.HistorySettings;
import dev.lonekey.ingest.config.IngestConfiguration;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.runtime.config.HttpSettings;
import dev.lonekey.runtime.config.KafkaSettings;
import dev.lonekey.runtime.config.TopicLayout;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.health.Component;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Test
    void sourcesThatAreSetUp_arePartsOfHealth() {
        // Given
        var usual = IngestSettings.DEFAULT;
        var settings = new IngestSettings(
                usual.partition(),
                usual.region(),
                usual.accounts(),
                usual.role(),
                usual.queue(),
                new ArchiveSettings(
                        Optional.of("example-trail"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                usual.snapshots(),
                new HistorySettings(Optional.of(Duration.ofMinutes(5)), Optional.empty()),
                usual.instanceId());
        // When, Then
        assertThat(parts(usual)).containsExactly("share", "accounts", "publisher");
        assertThat(parts(settings)).containsExactly("share", "accounts", "publisher", "history", "archive");
    }

    private static List<String> parts(IngestSettings settings) {
        var configuration =
                new IngestConfiguration(KafkaSettings.NONE, TopicLayout.DEFAULT, HttpSettings.DEFAULT, settings);
        try (var service = new IngestService(
                configuration,
                Topics.CLUSTER,
                AwsClients.at(URI.create("http://127.0.0.1:9"), AnonymousCredentialsProvider.create(), settings),
                Pace.of(10),
                Clock.systemUTC(),
                new SimpleMeterRegistry())) {
            return service.components().stream().map(Component::name).toList();
        }
    }
}
