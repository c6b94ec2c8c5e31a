package dev.lonekey.detector.stream;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How a detector runs.
 *
 * @param applicationId the Kafka Streams application id: consumer group, state and transactions hang on it
 * @param topics where it reads and writes
 * @param foreignTopic a CloudTrail topic that something else fills, to be read as well as {@code lonekey.cloudtrail}
 * @param stateDirectory where RocksDB keeps its files
 * @param policy what is a violation, how bad, and for how long facts are kept
 * @param alertOnBaseline whether the finding of a violation that was there when keys were listed first is an alert, too
 * @param kafka client settings by their Kafka names, {@code bootstrap.servers} at least
 */
public record DetectorSettings(
        String applicationId,
        Topics topics,
        Optional<String> foreignTopic,
        Path stateDirectory,
        Policy policy,
        boolean alertOnBaseline,
        Map<String, String> kafka) {

    /** The same without alerts for what was there before. */
    public DetectorSettings(
            String applicationId,
            Topics topics,
            Optional<String> foreignTopic,
            Path stateDirectory,
            Policy policy,
            Map<String, String> kafka) {
        this(applicationId, topics, foreignTopic, stateDirectory, policy, false, kafka);
    }

    /**
     * The usual application id for a layout: it begins like the topics, so that one prefixed ACL covers the topics of the
     * contract, the group, its transactions and its internal topics.
     */
    public static String applicationId(Topics topics) {
        return topics.prefix() + "detector";
    }

    public DetectorSettings {
        kafka = Map.copyOf(kafka);
    }

    /** The topics in which Kafka keeps the detector's state, once it has started. */
    public List<String> changelogs() {
        return Stream.of(Nodes.HISTORY_STORE, Nodes.AGENDA_STORE)
                .map(store -> applicationId + "-" + store + "-changelog")
                .toList();
    }

    /** The topics that it reads. */
    public List<String> inputs() {
        return Stream.concat(Stream.of(Topic.CLOUDTRAIL, Topic.IAM_SNAPSHOTS).map(topics::name), foreignTopic.stream())
                .toList();
    }

    /** The same as settings of Kafka Streams, for whatever is to run as a detector does. */
    public Properties streams() {
        return StreamsSettings.of(this, false);
    }

    boolean isStaticMember() {
        return kafka.containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    }
}
