package dev.lonekey.standalone.path;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.CommandLine;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    private static final List<String> EVENTS = List.of(
            "OPENED MEDIUM deploy-bot",
            "OPENED MEDIUM ci-runner",
            "OPENED CRITICAL root",
            "UPDATED HIGH root",
            "RESOLVED root",
            "RESOLVED deploy-bot");

    @Test
    void story_publishesWhatItSays() {
        // When
        var run = lonekey("demo", "--exit");
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(events(run)).isEqualTo(EVENTS);
        assertThat(run.out()).contains("1 violation open", "ci-runner");
    }

    @Test
    void storyToldToADetectorElsewhere_publishesTheSameAndIsToldOnce(@TempDir Path folder) throws Exception {
        // Given
        try (var broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of())) {
            broker.start();
            try (var cluster = new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                cluster.create(Topics.EMBEDDED, List.of(Topic.values()));
            }
            var file = Files.writeString(folder.resolve("lonekey.yml"), """
                    kafka: {bootstrap.servers: "%s"}
                    topics: {partitions: %d, replication: 1}
                    http: {port: 0}
                    data-directory: %s
                    """.formatted(
                            broker.bootstrapServers(), Topics.EMBEDDED.partitions(), folder));
            try (var detector = RunningCommand.lonekey("detector", "-c", file.toString())) {
                detector.awaitReady();
                // When
                var first = lonekey("demo", "-c", file.toString());
                var second = lonekey("demo", "-c", file.toString());
                // Then
                assertThat(first.status()).as(first.err()).isZero();
                assertThat(first.outLines())
                        .first()
                        .isEqualTo("Telling a story to the detector on " + broker.bootstrapServers() + "…");
                assertThat(events(first)).isEqualTo(EVENTS);
                assertThat(second.status()).as(second.err()).isZero();
                assertThat(second.outLines()).singleElement().asString().contains("told once");
            }
        }
    }

    private static List<String> events(CommandLine run) {
        return run.outLines().stream()
                .map(String::strip)
                .filter(line -> line.matches("(OPENED|UPDATED|RESOLVED) .*"))
                .map(line -> line.replaceFirst(" of account.*", ""))
                .toList();
    }
}
