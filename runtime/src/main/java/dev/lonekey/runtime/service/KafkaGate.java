package dev.lonekey.runtime.service;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.Health;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.runtime.topic.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds services back until Kafka answers and the topics are right, and goes on looking. Where everything is started at once,
 * Kafka is the last to be there; that passes, and a wrong topic does not.
 */
final class KafkaGate implements Component, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaGate.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final Map<String, String> kafka;
    private final Topics topics;
    private Optional<Cluster> cluster = Optional.empty();
    private long nextLine = System.nanoTime();
    private Optional<Long> toldSince = Optional.empty();
    private volatile Health health = Health.down("not asked yet");

    KafkaGate(Map<String, String> kafka, Topics topics) {
        this.kafka = Map.copyOf(kafka);
        this.topics = topics;
    }

    @Override
    public String name() {
        return "kafka";
    }

    /** As it was when somebody last looked. */
    @Override
    public Health check() {
        return health;
    }

    /**
     * Returns when the services can start.
     *
     * @throws Failure with the mend, if something is not as it has to be
     */
    void await(List<Service> services) throws InterruptedException {
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                require(services);
                return;
            } catch (Unreachable unreachable) {
                tell(unreachable);
            }
            Thread.sleep(pause.toMillis());
            var doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }

    /** Looks again, for the health report: services bear with a Kafka that is away for a while. */
    void look(List<Service> services) throws InterruptedException {
        try {
            require(services);
        } catch (Failure failure) {
            tell(failure);
        }
    }

    private void require(List<Service> services) throws InterruptedException {
        var connected = cluster.isPresent() ? cluster.get() : new Cluster(kafka);
        cluster = Optional.of(connected);
        connected.requireRight(topics);
        for (var service : services) {
            service.require(connected);
        }
        health = Health.up("the topics are right");
        if (toldSince.isPresent()) {
            LOG.warn(
                    "Kafka can be used again, after {} seconds",
                    Duration.ofNanos(System.nanoTime() - toldSince.get()).toSeconds());
            toldSince = Optional.empty();
        }
    }

    private void tell(Failure failure) {
        health = Health.down(failure.getMessage());
        if (System.nanoTime() - nextLine >= 0) {
            LOG.warn("Kafka cannot be used: {}", failure.getMessage());
            nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
            toldSince = toldSince.or(() -> Optional.of(System.nanoTime()));
        }
    }

    @Override
    public void close() {
        cluster.ifPresent(Cluster::close);
    }
}
