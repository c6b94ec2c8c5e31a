package dev.lonekey.standalone.topic;

import dev.lonekey.standalone.docker.RequiresDocker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.kafka.KafkaContainer;

@RequiresDocker
class TopicsOnContainerIT extends TopicsOnABroker {

    private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.3.1");

    @BeforeAll
    static void start() {
        KAFKA.start();
    }

    @AfterAll
    static void stop() {
        KAFKA.close();
    }

    @Override
    String bootstrapServers() {
        return KAFKA.getBootstrapServers();
    }
}
