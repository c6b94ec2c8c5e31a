package dev.lonekey.standalone.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.Findings;
import dev.lonekey.detector.oracle.Disorder;
import dev.lonekey.detector.oracle.ExpectedViolation;
import dev.lonekey.detector.oracle.HistoryKind;
import dev.lonekey.detector.oracle.Input;
import dev.lonekey.detector.oracle.RandomHistory;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.stream.Detector;
import dev.lonekey.detector.stream.DetectorSettings;
import dev.lonekey.ingest.publish.Publisher;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.SourceRecord;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random true histories through a real broker: in any order, doubled, and with a restart in between. Each kind has topics of its own. */
class HistoriesOnBrokerIT {

    private static final long SEED = Long.getLong("lonekey.seed", 0);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2100-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedBroker broker;
    private static KafkaProbe kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());
        broker.start();
        kafka = new KafkaProbe(broker.bootstrapServers());
    }

    @AfterAll
    static void close() {
        kafka.close();
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void historyWithARestart_endsInTheSameViolations(HistoryKind kind) throws Exception {
        // Given
        var history = RandomHistory.of(kind, SEED);
        var inputs = Disorder.shuffled(history.inputs(), SEED);
        var topics = new Topics(kind.name().toLowerCase(Locale.ROOT) + ".", 2, (short) 1);
        kafka.create(Stream.of(Topic.values()).map(topics::newTopic).toList());
        try (var publisher = new Publisher(topics, clients())) {
            // When
            runOver(inputs.subList(0, inputs.size() / 2), publisher, topics);
            runOver(inputs.subList(inputs.size() / 2, inputs.size()), publisher, topics);
        }
        // Then
        assertThat(found(topics)).as(history.describe()).isEqualTo(history.expected());
    }

    /** Runs a detector on the state that the last one left, until it is done with these inputs and all before. */
    private void runOver(List<Input> inputs, Publisher publisher, Topics topics) throws RejectedException {
        publisher.publish(new Batch(records(inputs), List.of()));
        publisher.flush();
        var settings = new DetectorSettings(
                DetectorSettings.applicationId(topics),
                topics,
                Optional.empty(),
                folder,
                Policy.WITHOUT_HORIZON,
                clients());
        try (var detector = new Detector(settings, CLOCK, new SimpleMeterRegistry())) {
            detector.start();
            await().atMost(PATIENCE)
                    .failFast(() -> assertThat(detector.failure()).isEmpty())
                    .ignoreExceptionsMatching(HistoriesOnBrokerIT::isOnlyStarting)
                    .until(() -> isDone(settings, publisher.endOffsets()));
        }
    }

    /** Offsets can be seen before the records of the same transaction. */
    private static boolean isDone(DetectorSettings settings, Map<TopicPartition, Long> told) throws Exception {
        return kafka.committed(settings.applicationId()).entrySet().containsAll(told.entrySet())
                && kafka.isSettled(settings.topics().name(Topic.VIOLATIONS));
    }

    /** Whether it is the group, or its coordinator, that is not there yet. */
    private static boolean isOnlyStarting(Throwable failure) {
        return failure.getCause() instanceof GroupIdNotFoundException
                || failure.getCause() instanceof RetriableException;
    }

    private static List<SourceRecord> records(List<Input> inputs) throws RejectedException {
        var records = new ArrayList<SourceRecord>();
        for (var input : inputs) {
            var json = input.json();
            records.add(
                    switch (input.kind()) {
                        case CLOUDTRAIL ->
                            new SourceRecord(CloudTrailRecord.parse(json).account(), json);
                        case SNAPSHOT ->
                            new SourceRecord(
                                    Topic.IAM_SNAPSHOTS,
                                    SnapshotPart.parse(json).accountId(),
                                    json);
                    });
        }
        return records;
    }

    private static Set<ExpectedViolation> found(Topics topics) {
        return Findings.of(kafka.values(topics.name(Topic.VIOLATIONS)).stream()
                .map(json -> ViolationEvent.fromJson(json.getBytes(UTF_8)))
                .toList());
    }

    private static Map<String, String> clients() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
