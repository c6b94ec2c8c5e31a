package dev.lonekey.runtime.topic;

import java.util.Map;

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
}
