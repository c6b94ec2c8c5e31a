package dev.lonekey.runtime.topic;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.topic.TopicState.Difference;
import dev.lonekey.runtime.topic.TopicState.Different;
import dev.lonekey.runtime.topic.TopicState.Missing;
import dev.lonekey.runtime.topic.TopicState.Right;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares topics with the contract.
 *
 * @param topics how they should be laid out
 * @param bootstrapServers for the commands that mend
 */
public record TopicCheck(Topics topics, String bootstrapServers) {

    static final String MAX_MESSAGE_BYTES = "max.message.bytes";

    /** What is written is bounded by this; Kafka's default is a little more. */
    static final int LEAST_MAX_MESSAGE_BYTES = 1 << 20;

    /**
     * The state of every topic of the contract.
     *
     * @param actual the topics that there are, by name
     */
    public Map<Topic, TopicState> compare(Map<String, ActualTopic> actual) {
        var states = new EnumMap<Topic, TopicState>(Topic.class);
        for (Topic topic : Topic.values()) {
            states.put(topic, state(topic, actual.get(topics.name(topic))));
        }
        return states;
    }

    private TopicState state(Topic topic, ActualTopic actual) {
        if (actual == null) {
            return new Missing();
        }
        var differences = differences(topic, actual);
        return differences.isEmpty() ? new Right() : new Different(differences);
    }

    private List<Difference> differences(Topic topic, ActualTopic actual) {
        var differences = new ArrayList<Difference>();
        if (actual.partitions() != topics.partitions()) {
            differences.add(partitions(actual.partitions()));
        }
        if (actual.replication() != topics.replicationFactor()) {
            differences.add(replication(topic, actual.replication()));
        }
        topics.settings(topic).forEach((name, shouldBe) -> {
            var is = actual.settings().getOrDefault(name, "not set");
            if (!is.equals(shouldBe)) {
                differences.add(new Difference(name, is, shouldBe, alter(topics.name(topic), name, shouldBe)));
            }
        });
        size(topics.name(topic), actual).ifPresent(differences::add);
        return differences;
    }

    /**
     * What is wrong with how large a record may be in a topic that is none of the contract's, if anything is.
     *
     * @param name the topic
     */
    Optional<Difference> size(String name, ActualTopic actual) {
        return sizeOf(actual).filter(size -> size < LEAST_MAX_MESSAGE_BYTES).map(size -> tooSmall(name, size));
    }

    private static Optional<Long> sizeOf(ActualTopic actual) {
        return Optional.ofNullable(actual.settings().get(MAX_MESSAGE_BYTES))
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong);
    }

    private Difference tooSmall(String topic, long size) {
        var least = Integer.toString(LEAST_MAX_MESSAGE_BYTES);
        return new Difference(
                MAX_MESSAGE_BYTES, Long.toString(size), "at least " + least, alter(topic, MAX_MESSAGE_BYTES, least));
    }

    private Difference partitions(int is) {
        var fix =
                "the number is for life: run everything with --partitions %d, or delete the topic and recreate it with: lonekey topics --bootstrap-server %s --create --partitions %d"
                        .formatted(is, bootstrapServers, topics.partitions());
        return new Difference("partitions", "" + is, "" + topics.partitions(), fix);
    }

    private Difference replication(Topic topic, int is) {
        var fix = "kafka-reassign-partitions.sh moves %s to %d copies; or accept it with --replication %d"
                .formatted(topics.name(topic), topics.replicationFactor(), is);
        return new Difference("replication", "" + is, "" + topics.replicationFactor(), fix);
    }

    private String alter(String topic, String setting, String value) {
        return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
                .formatted(bootstrapServers, topic, setting, value);
    }
}
