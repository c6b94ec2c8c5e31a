package dev.lonekey.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.DeadLetter.Origin;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.SourceRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class PublisherTest {

    private static final String ACCOUNT = "111122223333";
    private static final String TOO_LARGE =
            "Kafka does not take a record of this size in lonekey.cloudtrail. Set max.message.bytes of that topic, and message.max.bytes of the brokers, to at least 1048576.";

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final Publisher publisher = new Publisher(Topics.EMBEDDED, producer);

    /** Acknowledges when it is told to. */
    private final MockProducer<String, byte[]> waiting =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Publisher service = new Publisher(Topics.EMBEDDED, waiting, meters, Duration.ofSeconds(1));

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
        var letter = letter(2_000_000);
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
        var unlucky = new Publisher(Topics.EMBEDDED, waiting);
        unlucky.publish(records(new byte[1], new byte[1]));
        waiting.errorNext(new TopicAuthorizationException("Not authorized to access topics: [lonekey.cloudtrail]"));
        // When
        assertThatThrownBy(unlucky::flush)
                // Then
                .isInstanceOf(PublishException.class)
                .hasMessage("Kafka does not let this client write to lonekey.cloudtrail. Allow it WRITE and DESCRIBE"
                        + " there (kafka-acls --add --producer --idempotent --topic lonekey.cloudtrail).");
        assertThat(unlucky.published()).isEqualTo(1);
    }

    @Test
    void publishAfterAFailure_failsAgain() {
        // Given
        service.publish(records(new byte[1]));
        waiting.errorNext(new RecordTooLargeException("too large for the broker"));
        // Then
        assertThatThrownBy(() -> service.publish(records(new byte[1]))).hasMessage(TOO_LARGE);
        assertThat(waiting.history()).hasSize(1);
    }

    @Test
    void write_isDoneWhenRecordsAndDeadLettersAreAcknowledged() {
        // Given
        var safe = service.write(new Batch(List.of(new SourceRecord(ACCOUNT, new byte[1])), List.of(letter(1))));
        // When
        waiting.completeNext();
        assertThat(safe).isNotDone();
        waiting.completeNext();
        // Then
        assertThat(safe).isCompleted();
        assertThat(count("lonekey.ingest.published", "topic", "lonekey.cloudtrail"))
                .isEqualTo(1);
        assertThat(count("lonekey.ingest.rejected", "reason", "no-account")).isEqualTo(1);
    }

    @Test
    void writeThatIsRefused_failsByItself() {
        // Given
        var refused = service.write(records(new byte[1], new byte[1]));
        var taken = service.write(records(new byte[1]));
        // When
        waiting.errorNext(new RecordTooLargeException("too large for the broker"));
        waiting.completeNext();
        waiting.completeNext();
        // Then
        assertThatThrownBy(refused::join).hasCauseInstanceOf(PublishException.class);
        assertThat(taken).isCompleted();
        assertThat(service.published()).isEqualTo(2);
        assertThat(service.problems()).isEmpty();
        service.flush();
    }

    @Test
    void refusal_isAProblemUntilTheTopicTakesARecord() {
        // Given
        var unused = service.write(records(new byte[1], new byte[1]));
        // When
        waiting.errorNext(new RecordTooLargeException("too large for the broker"));
        var refused = service.problems();
        waiting.completeNext();
        // Then
        assertThat(refused).containsExactly(TOO_LARGE);
        assertThat(service.problems()).isEmpty();
    }

    @Test
    void emptyBatch_isSafeAtOnce() {
        assertThat(service.write(new Batch(List.of(), List.of()))).isCompleted();
    }

    @Test
    void writeAfterClose_fails() {
        // Given
        service.close();
        // When
        var safe = service.write(records(new byte[1], new byte[1]));
        // Then
        assertThatThrownBy(safe::join).hasCauseInstanceOf(PublishException.class);
    }

    @Test
    void writerThatIsInterruptedWhileItWaits_doesNotWaitForTheOtherRecordsToo() {
        // Given
        var waits = new AtomicInteger();
        var full = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
                waits.incrementAndGet();
                throw new TimeoutException("interrupted");
            }
        };
        // When
        var safe = new Publisher(Topics.EMBEDDED, full).write(records(new byte[1], new byte[1], new byte[1]));
        // Then
        assertThat(safe).isCompletedExceptionally();
        assertThat(waits).hasValue(1);
    }

    @Test
    void snapshotPart_isWrittenUnderItsAccount() {
        // Given
        var part = new SnapshotPart.Failed("s-1", ACCOUNT, Instant.parse("2026-03-01T10:00:00Z"), "AccessDenied");
        // When
        var safe = publisher.write(part);
        // Then
        assertThat(safe).isCompleted();
        assertThat(producer.history()).singleElement().satisfies(sent -> {
            assertThat(sent.topic()).isEqualTo("lonekey.iam-snapshots");
            assertThat(sent.key()).isEqualTo(ACCOUNT);
            assertThat(sent.value()).isEqualTo(part.toJson());
        });
    }

    @Test
    void checkpoint_isWrittenToItsPartition_andForgottenByANull() {
        // When
        var written = publisher.writeCheckpoint(1, "snapshot/" + ACCOUNT, new byte[1]);
        var forgotten = publisher.writeCheckpoint(1, "snapshot/" + ACCOUNT, null);
        // Then
        assertThat(List.of(written, forgotten))
                .allSatisfy(safe -> assertThat(safe).isCompleted());
        assertThat(producer.history()).hasSize(2).allSatisfy(sent -> {
            assertThat(sent.topic()).isEqualTo("lonekey.ingest-checkpoints");
            assertThat(sent.partition()).isEqualTo(1);
            assertThat(sent.key()).isEqualTo("snapshot/" + ACCOUNT);
        });
        assertThat(producer.history().get(1).value()).isNull();
        assertThat(publisher.endOffsets()).isEmpty();
    }

    private double count(String name, String tag, String value) {
        return meters.counter(name, tag, value).count();
    }

    private static DeadLetter letter(int bytes) {
        return new DeadLetter(
                new RejectedException(RejectReason.NO_ACCOUNT, "recipientAccountId"),
                Origin.ofSource("trail/a.json"),
                new byte[bytes]);
    }

    private static Batch records(byte[]... values) {
        return new Batch(
                List.of(values).stream()
                        .map(value -> new SourceRecord(ACCOUNT, value))
                        .toList(),
                List.of());
    }
}
