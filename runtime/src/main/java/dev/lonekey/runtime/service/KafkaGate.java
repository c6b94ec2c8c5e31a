package dev.lonekey.runtime.service;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.Health;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.runtime.topic.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds services back until Kafka answers and the topics are right. Where everything is started at once, Kafka is the last to be
 * there; that passes, and a wrong topic does not.
 */
final class KafkaGate implements Component {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaGate.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final Map<String, String> kafka;
    private final Topics topics;
    private volatile Health health = Health.down("not asked yet");

    KafkaGate(Map<String, String> kafka, Topics topics) {
        this.kafka = Map.copyOf(kafka);
        this.topics = topics;
    }

    @Override
    public String name() {
        return "kafka";
    }

    /** Whether it was there when the services started; how they get on with it since then, they say themselves. */
    @Override
    public Health check() {
        return health;
    }

    /**
     * Returns when the services can start.
     *
     * @throws dev.lonekey.runtime.failure.Failure with the mend, if something is not as it has to be
     */
    void await(List<? extends Service> services) throws InterruptedException {
        var pause = FIRST_PAUSE;
        var nextLine = System.nanoTime();
        while (true) {
            try {
                look(services);
                return;
            } catch (Unreachable unreachable) {
                health = Health.down(unreachable.getMessage());
                if (System.nanoTime() - nextLine >= 0) {
                    LOG.warn("waiting for Kafka: {}", unreachable.getMessage());
                    nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
                }
            }
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void look(List<? extends Service> services) throws InterruptedException {
        try (var cluster = new Cluster(kafka)) {
            cluster.requireRight(topics);
            for (var service : services) {
                service.require(cluster);
            }
            health = Health.up("the topics are right");
        }
    }
}
