package dev.lonekey.standalone.path;

import static dev.lonekey.standalone.CommandLine.lonekey;

import dev.lonekey.standalone.docker.RequiresDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;

@RequiresDocker
class WholePathOnContainerIT extends WholePath {

    private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.3.1");

    @TempDir
    private static Path folder;

    private static Path configuration;

    @BeforeAll
    static void start() throws IOException {
        KAFKA.start();
        var yaml = "kafka: {bootstrap.servers: '%s'}\ntopics: {partitions: 2, replication: 1}\n"
                .formatted(KAFKA.getBootstrapServers());
        configuration = Files.writeString(folder.resolve("lonekey.yml"), yaml);
        lonekey("topics", "-c", configuration.toString(), "--create");
    }

    @AfterAll
    static void stop() {
        KAFKA.close();
    }

    @Override
    List<String> broker() {
        return List.of("-c", configuration.toString());
    }
}
