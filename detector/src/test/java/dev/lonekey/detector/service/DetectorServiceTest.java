package dev.lonekey.detector.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.runtime.config.ConfigurationFile;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorServiceTest {

    @TempDir
    private Path folder;

    @Test
    void notStarted_isDownAndHasNotFailed() throws IOException {
        // When
        try (var service = service("kafka: {bootstrap.servers: 'not-there.invalid:9092'}")) {
            // Then
            assertThat(service.components())
                    .extracting(component -> component.name(), component -> component.check())
                    .containsExactly(
                            tuple("detector", Health.down("not started yet")),
                            tuple("view", Health.down("not started yet")));
            assertThat(service.failure()).isEmpty();
        }
    }

    /** Somebody who cannot be told is no reason to take the detector out of service. */
    @Test
    void webhooks_arePartsThatAreNeverDown() throws IOException {
        // Given
        var webhooks =
                "webhooks: [{name: a, url: 'https://a.example.com/path'}, {name: b, url: 'https://b.example.com'}]";
        // When
        try (var service = service("kafka: {bootstrap.servers: 'not-there.invalid:9092'}\n" + webhooks)) {
            // Then
            assertThat(service.components())
                    .extracting(Component::name)
                    .startsWith("detector")
                    .endsWith("webhook a", "webhook b");
            assertThat(service.components()
                            .get(service.components().size() - 1)
                            .check()
                            .state())
                    .isEqualTo(Health.State.UP);
        }
    }

    @Test
    void stateOfAnotherDetector_isLeftAlone() throws IOException {
        // Given
        try (var first = service("kafka: {bootstrap.servers: 'localhost:1'}")) {
            // When, Then
            assertThat(first.name()).isEqualTo("detector");
            assertThatThrownBy(() -> service("kafka: {bootstrap.servers: 'localhost:1'}"))
                    .isInstanceOf(Failure.class)
                    .hasMessage(folder.resolve("state")
                            + " is in use by another process; stop that, or set another \"data-directory\"");
        }
    }

    @Test
    void settingThatStreamsRefuses_isOneLine() throws IOException {
        // Given
        try (var service = service("kafka: {bootstrap.servers: 'localhost:1', poll.ms: often}")) {
            // When, Then
            assertThatThrownBy(service::start)
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("the detector cannot use what is set under \"kafka\": ")
                    .hasMessageContaining("poll.ms");
        }
    }

    private DetectorService service(String yaml) throws IOException {
        var file = Files.writeString(folder.resolve("lonekey.yml"), "data-directory: " + folder + "\n" + yaml);
        var configuration = ConfigurationFile.read(file, DetectorConfiguration.class, Map.of());
        return new DetectorService(configuration, Topics.CLUSTER, Clock.systemUTC(), new SimpleMeterRegistry());
    }
}
