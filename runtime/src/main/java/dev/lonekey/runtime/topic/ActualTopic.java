package dev.lonekey.runtime.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A topic as the cluster has it.
 *
 * @param replication copies of the partition that has fewest
 * @param settings by their Kafka names
 */
public record ActualTopic(int partitions, int replication, Map<String, String> settings) {

    public ActualTopic {
        settings = Map.copyOf(settings);
    }

    /** How long it keeps what is written to it; empty if for good, or if what is kept does not depend on time. */
    Optional<Duration> retention() {
        return Optional.of(settings)
                .filter(all -> all.getOrDefault("cleanup.policy", "").contains("delete"))
                .map(all -> Long.parseLong(all.getOrDefault("retention.ms", "-1")))
                .filter(ms -> ms >= 0)
                .map(Duration::ofMillis);
    }
}
