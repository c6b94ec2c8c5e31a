package dev.lonekey.standalone.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.topic.ActualTopic;
import dev.lonekey.runtime.topic.TopicCheck;
import dev.lonekey.runtime.topic.TopicState;
import dev.lonekey.runtime.topic.TopicState.Different;
import dev.lonekey.runtime.topic.TopicState.Missing;
import dev.lonekey.runtime.topic.TopicState.Right;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicCheckTest {

    private static final Topics TOPICS = new Topics("lonekey.", 12, (short) 3);
    private static final TopicCheck CHECK = new TopicCheck(TOPICS, "kafka:9092");

    @Test
    void everythingAsItShouldBe_isRight() {
        // When
        var states = CHECK.compare(asTheyShouldBe());
        // Then
        assertThat(states).containsOnlyKeys(Topic.values());
        assertThat(states.values()).containsOnly(new Right());
    }

    @Test
    void noTopics_areMissing() {
        assertThat(CHECK.compare(Map.of()).values()).containsOnly(new Missing());
    }

    @Test
    void otherPartitions_mustBeAcceptedOrRecreated() {
        // Given
        var actual = asTheyShouldBe();
        actual.put("lonekey.cloudtrail", new ActualTopic(6, 3, TOPICS.settings(Topic.CLOUDTRAIL)));
        // When
        var lines = new TopicReport(TOPICS, "create").lines(CHECK.compare(actual));
        // Then
        assertThat(lines)
                .contains("lonekey.cloudtrail differs:", "  partitions is 6, should be 12")
                .anyMatch(line -> line.contains("--partitions 6"))
                .anyMatch(line -> line.contains("--create --partitions 12"));
    }

    @Test
    void otherSetting_comesWithTheCommandThatMends() {
        // Given
        var actual = asTheyShouldBe();
        var settings = new HashMap<>(TOPICS.settings(Topic.VIOLATIONS_CURRENT));
        settings.put("cleanup.policy", "delete");
        settings.put("some.other.setting", "does not matter");
        actual.put("lonekey.violations.current", new ActualTopic(12, 3, settings));
        // When
        var state = CHECK.compare(actual).get(Topic.VIOLATIONS_CURRENT);
        // Then
        assertThat(state)
                .isEqualTo(new Different(List.of(new TopicState.Difference(
                        "cleanup.policy",
                        "delete",
                        "compact",
                        "kafka-configs.sh --bootstrap-server kafka:9092 --alter --entity-type topics"
                                + " --entity-name lonekey.violations.current --add-config cleanup.policy=compact"))));
    }

    @Test
    void fewerCopies_areADifference() {
        // Given
        var actual = asTheyShouldBe();
        actual.put("lonekey.dead-letters", new ActualTopic(12, 1, TOPICS.settings(Topic.DEAD_LETTERS)));
        // When
        var lines = new TopicReport(TOPICS, "create").lines(CHECK.compare(actual));
        // Then
        assertThat(lines)
                .contains("  replication is 1, should be 3")
                .anyMatch(line -> line.contains("--replication 1"));
    }

    private static Map<String, ActualTopic> asTheyShouldBe() {
        var topics = new HashMap<String, ActualTopic>();
        for (Topic topic : Topic.values()) {
            topics.put(TOPICS.name(topic), new ActualTopic(12, 3, TOPICS.settings(topic)));
        }
        return topics;
    }
}
