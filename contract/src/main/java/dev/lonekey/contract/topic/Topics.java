package dev.lonekey.contract.topic;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Utils;

/**
 * How this installation lays out the topics of the contract.
 *
 * @param prefix what every topic name begins with, for example {@code lonekey.}
 * @param partitions partitions of each topic, for life: keyed state does not survive a change
 * @param replicationFactor copies of each partition
 */
public record Topics(String prefix, int partitions, short replicationFactor) {

    public static final String DEFAULT_PREFIX = "lonekey.";

    private static final Pattern LEGAL_PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");

    /** A cluster of at least three brokers: twelve partitions, three copies. */
    public static final Topics CLUSTER = new Topics(DEFAULT_PREFIX, 12, (short) 3);

    /** One broker in the same process. */
    public static final Topics EMBEDDED = new Topics(DEFAULT_PREFIX, 2, (short) 1);

    public Topics {
        if (!LEGAL_PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "a topic prefix has letters, digits, '.', '_' and '-' only, not \"" + prefix + "\"");
        }
        if (partitions < 1 || replicationFactor < 1) {
            throw new IllegalArgumentException("a topic has at least one partition and one replica");
        }
    }

    public String name(Topic topic) {
        return prefix + topic.suffix();
    }

    /** The partition in which everything about an account lies, as Kafka's producers choose it by the record's key. */
    public int partitionOf(String accountId) {
        return Utils.toPositive(Utils.murmur2(accountId.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** The settings that the topic should have here: those of the contract, and a write quorum where there are three copies. */
    public Map<String, String> settings(Topic topic) {
        var settings = new TreeMap<>(topic.settings());
        settings.put("min.insync.replicas", replicationFactor > 2 ? "2" : "1");
        return settings;
    }

    /** What it takes to create the topic. */
    public NewTopic newTopic(Topic topic) {
        return new NewTopic(name(topic), partitions, replicationFactor).configs(settings(topic));
    }
}
