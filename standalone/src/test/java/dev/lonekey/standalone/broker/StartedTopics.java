package dev.lonekey.standalone.broker;

import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.runtime.topic.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Lonekey's topics on brokers that have just been started. */
public final class StartedTopics {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private StartedTopics() {}

    /** Makes all of them, as soon as the brokers answer. */
    public static void create(String bootstrapServers, Topics topics) {
        try (var cluster = new Cluster(Map.of("bootstrap.servers", bootstrapServers))) {
            // A broker says that it has started before a slow machine lets it answer.
            await("brokers to answer at " + bootstrapServers)
                    .atMost(PATIENCE)
                    .ignoreException(Unreachable.class)
                    .until(() -> {
                        cluster.create(topics, List.of(Topic.values()));
                        return true;
                    });
        }
    }
}
