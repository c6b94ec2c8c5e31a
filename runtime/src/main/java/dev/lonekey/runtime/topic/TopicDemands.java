package dev.lonekey.runtime.topic;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.topic.TopicState.Difference;
import dev.lonekey.runtime.topic.TopicState.Different;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What services insist on: without it state is lost or records go astray. What else differs from the contract is the
 * operator's business, and {@code lonekey topics} shows it.
 *
 * @param topics how they should be laid out
 * @param bootstrapServers for the commands that mend
 */
record TopicDemands(Topics topics, String bootstrapServers) {

    /** An account's records have to be in the same partition of each of them. */
    private static final List<Topic> EQUAL = List.of(Topic.CLOUDTRAIL, Topic.IAM_SNAPSHOTS, Topic.INGEST_CHECKPOINTS);

    private static final Set<String> SETTINGS =
            Set.of("cleanup.policy", "message.timestamp.type", TopicCheck.MAX_MESSAGE_BYTES);

    /**
     * Returns if all is as it has to be.
     *
     * @param actual the topics that there are, by name
     * @throws Failure with the mend, if not
     */
    void require(Map<String, ActualTopic> actual) {
        for (Topic topic : Topic.values()) {
            requirePresent(topic, actual);
        }
        requireEqualPartitions(actual);
        for (Topic topic : Topic.values()) {
            requirePartitions(topic, actual.get(topics.name(topic)));
        }
        new TopicCheck(topics, bootstrapServers).compare(actual).forEach(this::requireSettings);
    }

    private void requirePresent(Topic topic, Map<String, ActualTopic> actual) {
        if (!actual.containsKey(topics.name(topic))) {
            throw new Failure("topic %s is missing; make it with: lonekey topics --bootstrap-server %s%s --create"
                    .formatted(topics.name(topic), bootstrapServers, layout()));
        }
    }

    /** The options that repeat what differs from the defaults. */
    private String layout() {
        var options = new StringBuilder();
        if (!topics.prefix().equals(Topics.CLUSTER.prefix())) {
            options.append(" --prefix ").append(topics.prefix());
        }
        if (topics.partitions() != Topics.CLUSTER.partitions()) {
            options.append(" --partitions ").append(topics.partitions());
        }
        if (topics.replicationFactor() != Topics.CLUSTER.replicationFactor()) {
            options.append(" --replication ").append(topics.replicationFactor());
        }
        return options.toString();
    }

    private void requireEqualPartitions(Map<String, ActualTopic> actual) {
        var first = topics.name(EQUAL.get(0));
        var expected = actual.get(first).partitions();
        for (var topic : EQUAL) {
            var name = topics.name(topic);
            var partitions = actual.get(name).partitions();
            if (partitions != expected) {
                throw new Failure("topic %s has %d partitions, %s has %d: they must be equal; recreate it with %d"
                        .formatted(name, partitions, first, expected, expected));
            }
        }
    }

    private void requirePartitions(Topic topic, ActualTopic actual) {
        if (actual.partitions() != topics.partitions()) {
            throw new Failure(
                    "topic %s has %d partitions and should have %d; set \"partitions\" under \"topics\" to what it has, or recreate it"
                            .formatted(topics.name(topic), actual.partitions(), topics.partitions()));
        }
    }

    private void requireSettings(Topic topic, TopicState state) {
        if (state instanceof Different different) {
            different.differences().stream()
                    .filter(difference -> SETTINGS.contains(difference.what()))
                    .findFirst()
                    .ifPresent(difference -> {
                        throw refused(topics.name(topic), difference);
                    });
        }
    }

    private static Failure refused(String topic, Difference difference) {
        return new Failure("%s of topic %s is %s and must be %s; mend it with: %s"
                .formatted(difference.what(), topic, difference.is(), difference.shouldBe(), difference.fix()));
    }

    /** Makes sure that a topic which Kafka Streams has made takes what is written there. */
    void requireSize(String name, ActualTopic actual) {
        new TopicCheck(topics, bootstrapServers).size(name, actual).ifPresent(difference -> {
            throw refused(name, difference);
        });
    }
}
