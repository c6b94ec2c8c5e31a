package dev.lonekey.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.DeadLetter.Origin;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.SourceRecord;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class PublisherTest {

    private static final String ACCOUNT = "111122223333";

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final Publisher publisher = new Publisher(Topics.EMBEDDED, producer);

    @Test
    void record_isWrittenAsItIs_underItsAccount_withoutATimeOfItsOwn() {
        // Given
        var json = "{ \"a\": 1 }".getBytes(UTF_8);
        // When
        publisher.publish(records(json, json));
        publisher.flush();
        // Then
        assertThat(producer.history()).hasSize(2).allSatisfy(sent -> {
            assertThat(sent.topic()).isEqualTo("lonekey.cloudtrail");
            assertThat(sent.key()).isEqualTo(ACCOUNT);
            assertThat(sent.value()).isEqualTo(json);
            assertThat(sent.timestamp()).isNull();
        });
        assertThat(publisher.endOffsets()).isEqualTo(Map.of(new TopicPartition("lonekey.cloudtrail", 0), 2L));
        assertThat(publisher.published()).isEqualTo(2);
        assertThat(publisher.rejected()).isZero();
    }

    @Test
    void recordsOfTwoTopics_areWrittenInOrder_andTheEndsOfBothAreKnown() {
        // Given
        var part = new SourceRecord(Topic.IAM_SNAPSHOTS, ACCOUNT, new byte[1]);
        // When
        publisher.publish(new Batch(List.of(part, part, new SourceRecord(ACCOUNT, new byte[1])), List.of()));
        // Then
        assertThat(producer.history())
                .extracting(sent -> sent.topic())
                .containsExactly("lonekey.iam-snapshots", "lonekey.iam-snapshots", "lonekey.cloudtrail");
        assertThat(producer.history()).allSatisfy(sent -> assertThat(sent.key()).isEqualTo(ACCOUNT));
        assertThat(publisher.endOffsets())
                .isEqualTo(Map.of(
                        new TopicPartition("lonekey.iam-snapshots", 0),
                        2L,
                        new TopicPartition("lonekey.cloudtrail", 0),
                        1L));
        assertThat(publisher.published()).isEqualTo(3);
    }

    @Test
    void rejectedInput_goesToTheDeadLetters_withItsReason() {
        // Given
        var letter = new DeadLetter(
                new RejectedException(RejectReason.NO_ACCOUNT, "recipientAccountId"),
                Origin.ofSource("trail/a.json"),
                new byte[2_000_000]);
        // When
        publisher.publish(new Batch(List.of(), List.of(letter)));
        // Then
        assertThat(producer.history()).singleElement().satisfies(sent -> {
            assertThat(sent.topic()).isEqualTo("lonekey.dead-letters");
            assertThat(sent.key()).isNull();
            assertThat(sent.value()).hasSize(DeadLetter.MAX_BYTES);
            assertThat(new String(sent.headers().lastHeader(DeadLetter.REASON).value(), UTF_8))
                    .isEqualTo("no-account: recipientAccountId");
        });
        assertThat(publisher.endOffsets()).isEmpty();
        assertThat(publisher.rejected()).isEqualTo(1);
    }

    @Test
    void recordLargerThanATopicTakes_goesToTheDeadLetters() {
        // Given
        int largest = (1 << 20) - 512 - ACCOUNT.length();
        // When
        publisher.publish(records(new byte[largest], new byte[largest + 1]));
        // Then
        assertThat(producer.history())
                .extracting(sent -> sent.topic())
                .containsExactly("lonekey.cloudtrail", "lonekey.dead-letters");
        assertThat(new String(
                        producer.history()
                                .get(1)
                                .headers()
                                .lastHeader(DeadLetter.REASON)
                                .value(),
                        UTF_8))
                .startsWith("too-large: 1048053 bytes");
        assertThat(publisher.published()).isEqualTo(1);
        assertThat(publisher.rejected()).isEqualTo(1);
    }

    @Test
    void recordThatKafkaNeverTakes_isToldByTheNextFlush() {
        // Given
        var failing = new MockProducer<String, byte[]>(false, null, new StringSerializer(), new ByteArraySerializer());
        var unlucky = new Publisher(Topics.EMBEDDED, failing);
        unlucky.publish(records(new byte[1], new byte[1]));
        failing.errorNext(new TopicAuthorizationException("Not authorized to access topics: [lonekey.cloudtrail]"));
        // When
        assertThatThrownBy(unlucky::flush)
                // Then
                .isInstanceOf(PublishException.class)
                .hasMessage("Kafka did not take a record for lonekey.cloudtrail:"
                        + " Not authorized to access topics: [lonekey.cloudtrail]");
        assertThat(unlucky.published()).isEqualTo(1);
    }

    private static Batch records(byte[]... values) {
        return new Batch(
                List.of(values).stream()
                        .map(value -> new SourceRecord(ACCOUNT, value))
                        .toList(),
                List.of());
    }
}
