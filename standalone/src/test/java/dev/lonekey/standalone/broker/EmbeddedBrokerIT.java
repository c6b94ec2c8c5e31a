package dev.lonekey.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    @TempDir
    private Path folder;

    @Test
    void restartInAKeptFolder_keepsTopics() throws Exception {
        // Given
        try (var broker = EmbeddedBroker.in(folder, EmbeddedBroker.ANY_PORT, Map.of())) {
            broker.start();
            try (var admin = admin(broker)) {
                admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1)))
                        .all()
                        .get();
            }
        }
        // When
        try (var broker = EmbeddedBroker.in(folder, EmbeddedBroker.ANY_PORT, Map.of())) {
            broker.start();
            // Then
            try (var admin = admin(broker)) {
                assertThat(admin.listTopics().names().get()).contains("kept");
            }
        }
        assertThat(folder).exists();
    }

    @Test
    void temporaryBroker_leavesNothingBehind() {
        // Given
        var before = temporaryFolders();
        // When
        try (var broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of())) {
            broker.start();
            assertThat(temporaryFolders()).hasSizeGreaterThan(before.size());
        }
        // Then
        assertThat(temporaryFolders()).hasSameSizeAs(before);
    }

    @Test
    void portOfAnotherBroker_isRefusedInOneLine() {
        // Given
        try (var first = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of())) {
            first.start();
            var port = Integer.parseInt(first.bootstrapServers().replaceFirst(".*:", ""));
            try (var second = EmbeddedBroker.temporary(port, Map.of())) {
                // When, Then
                assertThatThrownBy(second::start)
                        .isInstanceOf(Failure.class)
                        .hasMessage(
                                "port " + port + " is in use; stop what listens there, or choose another with --port");
            }
        }
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static List<Path> temporaryFolders() {
        try (var entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("lonekey-"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
