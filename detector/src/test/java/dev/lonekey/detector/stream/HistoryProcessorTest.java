package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.ACCOUNT;
import static dev.lonekey.detector.stream.Trail.START;
import static dev.lonekey.detector.stream.Trail.createAccessKey;
import static dev.lonekey.detector.stream.Trail.deleteAccessKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.account.Judge;
import dev.lonekey.detector.ocsf.DetectionFindings;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.state.EntryCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A processor by itself, as Kafka Streams treats it when something breaks: after an aborted transaction it begins the same object
 * again, on what was committed.
 */
class HistoryProcessorTest {

    private static final Topics TOPICS = new Topics("lonekey.", 1, (short) 1);
    private static final Instant NOW = START.plus(Duration.ofDays(2));
    private static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    private static final String K2 = "AKIAI44QH8DHBEXAMPLE";
    private static final byte[][] ALICE = {createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 60)};
    private static final SnapshotPart NOBODY =
            new SnapshotPart.Completed("s-2", 0, ACCOUNT, START.plusSeconds(4000), START.plusSeconds(4010), 0);

    @TempDir
    private Path folder;

    private final AtomicLong nanoTime = new AtomicLong();
    private MockProcessorContext<String, byte[]> context;
    private KeyValueStore<byte[], byte[]> histories;
    private KeyValueStore<byte[], byte[]> agenda;

    @Test
    void seedWasAborted_isSeededAgain() {
        // Given
        var published = published();
        var processor = processor(Optional.of(partition -> Map.of(ACCOUNT, published)));
        begin(processor, List.of(), List.of());
        tick();
        processor.close();
        // When
        begin(processor, List.of(), List.of());
        tell(processor, deleteAccessKey("alice", K1, 90_000));
        // Then
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.violationId()).isEqualTo(published.get(0).violationId());
            assertThat(event.revision()).isEqualTo(2);
            assertThat(event.resolution()).contains(Resolution.KEY_DELETED);
        });
    }

    @Test
    void eventTellsSomethingNew_isCommittedAtOnce() {
        // Given
        var processor = processor(Optional.empty());
        begin(processor, List.of(), List.of());
        // When
        tell(processor, ALICE[0]);
        // Then
        assertThat(context.committed()).isTrue();
    }

    @Test
    void eventIsKnown_isLeftToTheInterval() {
        // Given
        var processor = processor(Optional.empty());
        begin(processor, List.of(), List.of());
        tell(processor, ALICE[0]);
        context.resetCommit();
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        // When
        tell(processor, ALICE[0]);
        // Then
        assertThat(context.committed()).isFalse();
    }

    @Test
    void topicsKeepLessThanWhatIsOver_itsKeysAreNotTakenForActive() {
        // Given
        var first = processor(Optional.empty());
        begin(first, List.of(), List.of());
        tell(first, ALICE);
        tell(first, deleteAccessKey("alice", K1, 120));
        var resolved = events().get(1);
        var processor = processor(Optional.of(new Seeds() {
            @Override
            public Map<String, List<ViolationEvent>> of(int partition) {
                return Map.of(ACCOUNT, List.of(resolved));
            }

            @Override
            public Optional<Duration> toldAgain() {
                return Optional.of(Duration.ofDays(1));
            }
        }));
        begin(processor, List.of(), List.of());
        // When
        tell(processor, createAccessKey("alice", "AKIAI33QH8DHBEXAMPLE", 90_000));
        // Then
        assertThat(events()).isEmpty();
    }

    @Test
    void snapshotWasJudgedInAnAbortedTransaction_isJudgedAgain() {
        // Given
        var processor = processor(Optional.empty());
        begin(processor, List.of(), List.of());
        tell(processor, ALICE);
        tell(processor, showingAlice());
        var committed = copy(histories);
        var committedAgenda = copy(agenda);
        tell(processor, NOBODY);
        assertThat(events()).extracting(ViolationEvent::revision).containsExactly(1, 2);
        processor.close();
        // When
        begin(processor, committed, committedAgenda);
        tell(processor, NOBODY);
        // Then
        assertThat(events()).singleElement().satisfies(event -> assertThat(event.resolution())
                .contains(Resolution.ABSENT_FROM_SNAPSHOT));
    }

    @Test
    void damagedStateIsMetInASweep_stopsTheStreamInsteadOfRejectingTheRecord() {
        // Given
        var processor = processor(Optional.empty());
        begin(processor, List.of(), List.of());
        tell(processor, ALICE);
        tell(processor, showingAlice());
        damageCaseFiles();
        // When, Then
        assertThatThrownBy(() -> tell(processor, NOBODY))
                .isInstanceOf(UnreadableState.class)
                .hasMessageStartingWith("stored state is damaged");
    }

    @Test
    void damagedStateIsMetInARound_stopsTheStream() {
        // Given
        var processor = processor(Optional.empty());
        begin(processor, List.of(), List.of());
        tell(processor, ALICE);
        damageCaseFiles();
        // When, Then
        assertThatThrownBy(this::tick)
                .isInstanceOf(UnreadableState.class)
                .hasMessageStartingWith("stored state is damaged");
    }

    /** Cuts them off behind what they are. */
    private void damageCaseFiles() {
        for (var entry : copy(histories)) {
            if (EntryCodec.headline(entry.value).isPresent()) {
                histories.put(entry.key, Arrays.copyOf(entry.value, 2));
            }
        }
    }

    private List<ViolationEvent> published() {
        var first = processor(Optional.empty());
        begin(first, List.of(), List.of());
        tell(first, ALICE);
        return events();
    }

    private static SnapshotPart[] showingAlice() {
        var asOf = START.plusSeconds(100);
        var keys = List.of(key(K1), key(K2));
        return new SnapshotPart[] {
            new SnapshotPart.Users(
                    "s-1",
                    1,
                    ACCOUNT,
                    asOf,
                    asOf.plusSeconds(10),
                    List.of(new SnapshotPart.User("alice", Optional.empty(), Optional.empty(), keys))),
            new SnapshotPart.Completed("s-1", 1, ACCOUNT, asOf, asOf.plusSeconds(10), 1)
        };
    }

    private static SnapshotPart.Key key(String id) {
        return new SnapshotPart.Key(id, "Active", Optional.empty(), Optional.empty());
    }

    private HistoryProcessor processor(Optional<Seeds> seeds) {
        return new HistoryProcessor(
                TOPICS,
                false,
                new Judge(Policy.DEFAULT),
                seeds,
                new DetectionFindings(false, "test"),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new DetectorMeters(new SimpleMeterRegistry()),
                new CommitPace(nanoTime::get));
    }

    private void begin(
            HistoryProcessor processor,
            List<KeyValue<byte[], byte[]>> stored,
            List<KeyValue<byte[], byte[]>> appointments) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        context = new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile());
        histories = store(Nodes.HISTORY_STORE, stored);
        agenda = store(Nodes.AGENDA_STORE, appointments);
        processor.init(context);
    }

    private KeyValueStore<byte[], byte[]> store(String name, List<KeyValue<byte[], byte[]>> entries) {
        var store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        store.putAll(entries);
        return store;
    }

    private static List<KeyValue<byte[], byte[]>> copy(KeyValueStore<byte[], byte[]> store) {
        var copy = new ArrayList<KeyValue<byte[], byte[]>>();
        try (var entries = store.all()) {
            entries.forEachRemaining(copy::add);
        }
        return copy;
    }

    private void tell(HistoryProcessor processor, byte[]... records) {
        context.setRecordMetadata(TOPICS.name(Topic.CLOUDTRAIL), 0, 0);
        for (var record : records) {
            processor.process(new Record<>(ACCOUNT, record, 0));
        }
    }

    private void tell(HistoryProcessor processor, SnapshotPart... parts) {
        context.setRecordMetadata(TOPICS.name(Topic.IAM_SNAPSHOTS), 0, 0);
        for (var part : parts) {
            processor.process(new Record<>(ACCOUNT, part.toJson(), 0));
        }
    }

    private void tick() {
        List.copyOf(context.scheduledPunctuators())
                .forEach(each -> each.getPunctuator().punctuate(0));
    }

    private List<ViolationEvent> events() {
        var events = new ArrayList<ViolationEvent>();
        for (CapturedForward<?, ?> each : context.forwarded()) {
            if (each.childName().filter(Nodes.VIOLATIONS::equals).isPresent()) {
                events.add(ViolationEvent.fromJson((byte[]) each.record().value()));
            }
        }
        context.resetForwards();
        return events;
    }
}
