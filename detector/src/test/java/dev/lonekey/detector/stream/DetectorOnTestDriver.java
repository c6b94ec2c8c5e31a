package dev.lonekey.detector.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.Json;
import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.account.Judge;
import dev.lonekey.detector.ocsf.DetectionFindings;
import dev.lonekey.detector.ocsf.FindingSchema;
import dev.lonekey.detector.policy.Policy;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology without a broker: told records and parts of snapshots, restarted, reconfigured, and moved in time. */
final class DetectorOnTestDriver implements AutoCloseable {

    /** Every account is in the same partition, since the driver has but one. */
    static final Topics TOPICS = new Topics("lonekey.", 1, (short) 1);

    private static final HexFormat HEX = HexFormat.of();

    /** Of each detector's findings so many are, which takes longer than all else. */
    private static final int HELD_AGAINST_SCHEMAS = 5;

    private final Path folder;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SettableClock clock;
    private final List<ViolationEvent> events = new ArrayList<>();
    private final Map<String, Optional<ViolationEvent>> current = new LinkedHashMap<>();
    private final Map<String, AccountStatus> accounts = new LinkedHashMap<>();
    private final List<TestRecord<String, byte[]>> deadLetters = new ArrayList<>();
    private final Map<String, List<TestRecord<String, byte[]>>> published = new HashMap<>();
    private Optional<Seeds> seeds = Optional.empty();
    private Policy policy;
    private int held;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> cloudtrail;
    private TestInputTopic<String, byte[]> snapshots;
    private Map<String, TestOutputTopic<String, byte[]>> outputs = Map.of();

    DetectorOnTestDriver(Path folder, Policy policy, Instant now) {
        this.folder = folder;
        this.policy = policy;
        this.clock = new SettableClock(now);
        start();
    }

    private void start() {
        var settings = new DetectorSettings(
                "test", TOPICS, Optional.empty(), folder, policy, Map.of("bootstrap.servers", "localhost:1"));
        driver = new TopologyTestDriver(
                DetectorTopology.of(
                        TOPICS,
                        Optional.empty(),
                        new Judge(policy),
                        seeds,
                        new DetectionFindings(false, "test"),
                        clock,
                        new DetectorMeters(meters)),
                StreamsSettings.of(settings, seeds.isPresent()));
        cloudtrail = input("lonekey.cloudtrail");
        snapshots = input("lonekey.iam-snapshots");
        outputs = new HashMap<>();
        for (var topic :
                List.of("violations", "violations.current", "violations.ocsf", "accounts.current", "dead-letters")) {
            outputs.put(
                    topic,
                    driver.createOutputTopic(
                            "lonekey." + topic, new StringDeserializer(), new ByteArrayDeserializer()));
        }
    }

    /** Tells CloudTrail records. */
    void tell(String account, byte[]... records) {
        for (var json : records) {
            cloudtrail.pipeInput(account, json);
        }
        read();
    }

    /** Tells parts of snapshots. */
    void tell(SnapshotPart... parts) {
        for (var part : parts) {
            snapshots.pipeInput(part.accountId(), part.toJson());
        }
        read();
    }

    /** Tells whatever bytes on the topic of snapshots. */
    void tellSnapshot(String key, byte[] value) {
        snapshots.pipeInput(key, value);
        read();
    }

    /** Lets time go by, a second after the other for the first ten so that slices of work get their turns. */
    void passTo(Instant now) {
        passTo(now, 10);
    }

    /** Lets time go by, and the work that is done every second have so many turns. */
    void passTo(Instant now, int ticks) {
        clock.now = now;
        for (var tick = 0; tick < ticks; tick++) {
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
        read();
    }

    /** Stops and starts again on the same state. */
    void restart() {
        restart(policy);
    }

    /** Loses its state, and starts again with what is published as a seed; what is told again is up to the test. */
    void resetAndSeed(Instant now) {
        driver.close();
        clock.now = now;
        seeds = seeds();
        start();
    }

    /** Stops and starts again on the same state, told to begin with what is published if it has none. */
    void restartWithSeed() {
        seeds = seeds();
        restart();
    }

    private Optional<Seeds> seeds() {
        var published = current.values().stream()
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(event -> event.account().id()));
        return Optional.of(partition -> published);
    }

    /** Stops and starts again on the same state under another configuration. */
    void restart(Policy other) {
        var stored = new HashMap<String, List<KeyValue<byte[], byte[]>>>();
        for (var store : List.of(Nodes.HISTORY_STORE, Nodes.AGENDA_STORE)) {
            var copy = new ArrayList<KeyValue<byte[], byte[]>>();
            try (var entries = store(store).all()) {
                entries.forEachRemaining(copy::add);
            }
            stored.put(store, copy);
        }
        driver.close();
        policy = other;
        start();
        stored.forEach((store, entries) -> store(store).putAll(entries));
    }

    private void read() {
        var fresh = new HashMap<String, List<TestRecord<String, byte[]>>>();
        outputs.forEach((topic, output) -> fresh.put(topic, output.readRecordsToList()));
        fresh.forEach((topic, records) ->
                published.computeIfAbsent(topic, unseen -> new ArrayList<>()).addAll(records));
        var told = fresh.get("violations").stream()
                .map(TestRecord::value)
                .map(ViolationEvent::fromJson)
                .toList();
        events.addAll(told);
        requireFindings(told, fresh.get("violations.ocsf"));
        fresh.get("violations.current")
                .forEach(record -> current.put(
                        record.key(), Optional.ofNullable(record.value()).map(ViolationEvent::fromJson)));
        fresh.get("accounts.current")
                .forEach(record -> accounts.put(record.key(), AccountStatus.fromJson(record.value())));
        deadLetters.addAll(fresh.get("dead-letters"));
    }

    /** All records of an output topic so far, by its name without prefix. */
    List<TestRecord<String, byte[]>> published(String topic) {
        return published.getOrDefault(topic, List.of());
    }

    /** Whatever is told: each event is published as a finding, too. */
    private void requireFindings(List<ViolationEvent> told, List<TestRecord<String, byte[]>> findings) {
        assertThat(findings).hasSameSizeAs(told);
        for (var index = 0; index < findings.size(); index++) {
            var event = told.get(index);
            var finding = findings.get(index);
            assertThat(finding.key()).isEqualTo(event.account().id());
            try {
                assertThat(Json.MAPPER
                                .readTree(finding.value())
                                .at("/metadata/uid")
                                .textValue())
                        .isEqualTo(event.eventId());
                if (held++ < HELD_AGAINST_SCHEMAS) {
                    assertThat(FindingSchema.complaints(finding.value())).isEmpty();
                }
            } catch (IOException notJson) {
                throw new UncheckedIOException(notJson);
            }
        }
    }

    /** All violation events so far. */
    List<ViolationEvent> events() {
        return events;
    }

    /** The events since the last call. */
    List<ViolationEvent> takeEvents() {
        var taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** The newest event of each violation, or empty behind a tombstone. */
    Map<String, Optional<ViolationEvent>> current() {
        return current;
    }

    AccountStatus account(String id) {
        return accounts.get(id);
    }

    Collection<AccountStatus> accounts() {
        return accounts.values();
    }

    List<TestRecord<String, byte[]>> deadLetters() {
        return deadLetters;
    }

    /** How often, and how long in all. */
    Timer timed(String meter, String... tags) {
        return meters.get(meter).tags(tags).timer();
    }

    double counted(String meter, String... tags) {
        return meters.counter(meter, tags).count();
    }

    /** All that is stored but the configuration's fingerprint, as lines of the store's name, the key and the value. */
    List<String> dump() {
        var lines = new ArrayList<String>();
        for (var store : List.of(Nodes.HISTORY_STORE, Nodes.AGENDA_STORE)) {
            try (var entries = store(store).all()) {
                entries.forEachRemaining(entry ->
                        lines.add("%s %s %s".formatted(store, HEX.formatHex(entry.key), HEX.formatHex(entry.value))));
            }
        }
        lines.removeIf(line -> line.startsWith(Nodes.AGENDA_STORE + " " + HEX.formatHex(new byte[] {'F'}) + " "));
        return lines;
    }

    /** Puts what was stored before into a state that is empty. */
    void restore(List<String> lines) {
        lines.forEach(line -> {
            var parts = line.split(" ", -1);
            store(parts[0]).put(HEX.parseHex(parts[1]), HEX.parseHex(parts[2]));
        });
    }

    /** What is stored, by its names in the topology. */
    KeyValueStore<byte[], byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    private TestInputTopic<String, byte[]> input(String topic) {
        return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        driver.close();
    }

    private static final class SettableClock extends Clock {
        private Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
