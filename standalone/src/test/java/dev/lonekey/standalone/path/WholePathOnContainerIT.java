package dev.lonekey.standalone.path;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.standalone.docker.RequiresDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;

/** The same on a broker of its own, which keeps what a run leaves; each test has topics of its own. */
@RequiresDocker
class WholePathOnContainerIT extends WholePath {

    private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.3.1");

    @TempDir
    private Path files;

    private Path configuration;

    @BeforeAll
    static void start() {
        KAFKA.start();
    }

    @AfterAll
    static void stop() {
        KAFKA.close();
    }

    @BeforeEach
    void makeTopics(TestInfo test) throws IOException {
        var prefix = test.getTestMethod().orElseThrow().getName().substring(0, 12) + ".";
        configuration = Files.writeString(
                files.resolve("lonekey.yml"),
                "kafka: {bootstrap.servers: '%s'}\ntopics: {prefix: %s, partitions: 2, replication: 1}\n"
                        .formatted(KAFKA.getBootstrapServers(), prefix));
        assertThat(lonekey("topics", "-c", configuration.toString(), "--create").status())
                .isZero();
    }

    @Override
    List<String> broker() {
        return List.of("-c", configuration.toString());
    }

    @Test
    void replayedAgain_publishesNothingAndStillSaysWhatIsOpen() throws IOException {
        // Given
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var file = Trail.file(
                files.resolve("a.json"),
                Trail.keyCreated("ivan", "AKIAIVANSKEY1EXAMPLE", now.minusSeconds(200)),
                Trail.keyCreated("ivan", "AKIAIVANSKEY2EXAMPLE", now.minusSeconds(100)));
        var arguments = new String[] {"replay", "-c", configuration.toString(), "--output", "jsonl", file.toString()};
        assertThat(lonekey(arguments).out()).isNotEmpty();
        // When
        var again = lonekey(arguments);
        // Then
        assertThat(again.status()).as(again.err()).isEqualTo(2);
        assertThat(again.out()).isEmpty();
        assertThat(again.err()).contains("0 violations opened: 1 open at the end");
    }
}
