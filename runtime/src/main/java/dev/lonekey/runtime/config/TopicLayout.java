package dev.lonekey.runtime.config;

import dev.lonekey.contract.topic.Topics;
import java.util.Optional;

/**
 * What is set about the topics; what is not set depends on whether the broker is embedded.
 *
 * @param prefix what every topic name begins with
 * @param partitions partitions of each topic, for life
 * @param replication copies of each partition
 */
public record TopicLayout(Optional<String> prefix, Optional<Integer> partitions, Optional<Integer> replication) {

    public static final TopicLayout DEFAULT = new TopicLayout(Optional.empty(), Optional.empty(), Optional.empty());

    public TopicLayout {
        prefix = prefix == null ? Optional.empty() : prefix;
        partitions = partitions == null ? Optional.empty() : partitions;
        replication = replication == null ? Optional.empty() : replication;
        replication.ifPresent(
                copies -> require(copies <= Short.MAX_VALUE, "replication is at most " + Short.MAX_VALUE));
        applied(prefix, partitions, replication, Topics.CLUSTER);
    }

    /** The layout, with the defaults for what is not set. */
    public Topics orElse(Topics defaults) {
        return applied(prefix, partitions, replication, defaults);
    }

    /** This layout, overruled by what is set in another. */
    public TopicLayout overruledBy(TopicLayout other) {
        return new TopicLayout(
                other.prefix.or(() -> prefix),
                other.partitions.or(() -> partitions),
                other.replication.or(() -> replication));
    }

    private static Topics applied(
            Optional<String> prefix, Optional<Integer> partitions, Optional<Integer> replication, Topics defaults) {
        return new Topics(
                prefix.orElse(defaults.prefix()),
                partitions.orElse(defaults.partitions()),
                replication.map(Integer::shortValue).orElse(defaults.replicationFactor()));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
