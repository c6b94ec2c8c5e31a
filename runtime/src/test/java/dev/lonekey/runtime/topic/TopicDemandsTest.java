package dev.lonekey.runtime.topic;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.failure.Failure;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class TopicDemandsTest {

    private static final Topics TOPICS = new Topics("lk.", 12, (short) 3);

    private final Map<String, ActualTopic> actual = new HashMap<>();

    TopicDemandsTest() {
        for (Topic topic : Topic.values()) {
            actual.put(TOPICS.name(topic), new ActualTopic(12, 3, TOPICS.settings(topic)));
        }
    }

    @Test
    void everythingAsItShouldBe_isAccepted() {
        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void whatIsAMatterOfTaste_isAccepted() {
        // Given
        set(Topic.VIOLATIONS, "retention.ms", "1000");
        actual.put("lk.dead-letters", new ActualTopic(12, 1, TOPICS.settings(Topic.DEAD_LETTERS)));
        // When, Then
        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void missing_comesWithTheCommandThatMakesIt() {
        // Given
        actual.remove("lk.violations");
        // When, Then
        assertRefused()
                .hasMessage(
                        "topic lk.violations is missing; make it with: lonekey topics --bootstrap-server kafka:9092 --prefix lk. --create");
    }

    @Test
    void inputsWithUnequalPartitions_areRefused() {
        // Given
        actual.put("lk.iam-snapshots", new ActualTopic(6, 3, TOPICS.settings(Topic.IAM_SNAPSHOTS)));
        // When, Then
        assertRefused()
                .hasMessage(
                        "topic lk.iam-snapshots has 6 partitions, lk.cloudtrail has 12: they must be equal; recreate it with 12");
    }

    @Test
    void otherPartitionsThanConfigured_areRefused() {
        // Given
        actual.replaceAll((name, topic) -> new ActualTopic(6, 3, topic.settings()));
        // When, Then
        assertRefused()
                .hasMessage(
                        "topic lk.cloudtrail has 6 partitions and should have 12; set \"partitions\" under \"topics\" to what it has, or recreate it");
    }

    @Test
    void deletedWhereItMustBeCompacted_comesWithTheCommandThatMends() {
        // Given
        set(Topic.VIOLATIONS_CURRENT, "cleanup.policy", "delete");
        // When, Then
        assertRefused()
                .hasMessageStartingWith(
                        "cleanup.policy of topic lk.violations.current is delete and must be compact; mend it with: kafka-configs.sh --bootstrap-server kafka:9092 --alter")
                .hasMessageEndingWith("--entity-name lk.violations.current --add-config cleanup.policy=compact");
    }

    @Test
    void timestampsOfTheWriter_areRefused() {
        // Given
        set(Topic.CLOUDTRAIL, "message.timestamp.type", "CreateTime");
        // When, Then
        assertRefused()
                .hasMessageStartingWith(
                        "message.timestamp.type of topic lk.cloudtrail is CreateTime and must be LogAppendTime; mend it with: ");
    }

    @Test
    void tooLittleRoomForARecord_comesWithTheCommandThatMends() {
        // Given
        set(Topic.VIOLATIONS, "max.message.bytes", "1000");
        // When, Then
        assertRefused()
                .hasMessage(
                        "max.message.bytes of topic lk.violations is 1000 and must be at least 1048576; mend it with: kafka-configs.sh --bootstrap-server kafka:9092 --alter --entity-type topics --entity-name lk.violations --add-config max.message.bytes=1048576");
    }

    @Test
    void moreRoomForARecord_isAccepted() {
        // Given
        set(Topic.VIOLATIONS, "max.message.bytes", "1048588");
        set(Topic.CLOUDTRAIL, "max.message.bytes", "2147483647");
        // When, Then
        assertThatCode(this::require).doesNotThrowAnyException();
    }

    private void set(Topic topic, String setting, String value) {
        var settings = new HashMap<>(TOPICS.settings(topic));
        settings.put(setting, value);
        actual.put(TOPICS.name(topic), new ActualTopic(12, 3, settings));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
        return assertThatThrownBy(this::require).isInstanceOf(Failure.class);
    }

    private void require() {
        new TopicDemands(TOPICS, "kafka:9092").require(actual);
    }
}
