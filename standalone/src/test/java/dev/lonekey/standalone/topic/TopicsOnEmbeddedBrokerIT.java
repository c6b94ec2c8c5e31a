package dev.lonekey.standalone.topic;

import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class TopicsOnEmbeddedBrokerIT extends TopicsOnABroker {

    private static final EmbeddedBroker BROKER = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());

    @BeforeAll
    static void start() {
        BROKER.start();
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @Override
    String bootstrapServers() {
        return BROKER.bootstrapServers();
    }
}
