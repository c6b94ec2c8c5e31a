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

/**
 * Compares topics with the contract.
 *
 * @param topics how they should be laid out
 * @param bootstrapServers for the commands that mend
 */
public record TopicCheck(Topics topics, String bootstrapServers) {

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
                differences.add(new Difference(name, is, shouldBe, alter(topic, name, shouldBe)));
            }
        });
        return differences;
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

    private String alter(Topic topic, String setting, String value) {
        return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
                .formatted(bootstrapServers, topics.name(topic), setting, value);
    }
}
