package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.ACCOUNT;
import static dev.lonekey.detector.stream.Trail.START;
import static dev.lonekey.detector.stream.Trail.bytes;
import static dev.lonekey.detector.stream.Trail.createAccessKey;
import static dev.lonekey.detector.stream.Trail.deleteAccessKey;
import static dev.lonekey.detector.stream.Trail.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.TrailStatus;
import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationSchema;
import dev.lonekey.detector.account.Judge;
import dev.lonekey.detector.ocsf.DetectionFindings;
import dev.lonekey.detector.ocsf.FindingSchema;
import dev.lonekey.detector.policy.Policy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorTopologyTest {

    private static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    private static final String K2 = "AKIAI44QH8DHBEXAMPLE";
    private static final String FOREIGN = "security.cloudtrail";
    private static final DetectionFindings FINDINGS = new DetectionFindings(false, "test");
    private static final Instant NOW = START.plus(Duration.ofMinutes(10));

    @TempDir
    Path state;

    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> cloudtrail;
    private TestOutputTopic<String, byte[]> violations;
    private TestOutputTopic<String, byte[]> current;
    private TestOutputTopic<String, byte[]> deadLetters;

    @AfterEach
    void close() {
        if (driver != null) {
            driver.close();
            driver = null;
        }
    }

    @Test
    void secondKey_isPublishedOnBothTopicsUnderTheirKeys() {
        // Given
        start(Optional.empty());
        // When
        tell(createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 60));
        // Then
        var published = violations.readKeyValuesToList();
        assertThat(published).hasSize(1);
        assertThat(published.get(0).key).isEqualTo(ACCOUNT);
        var event = ViolationEvent.fromJson(published.get(0).value);
        assertThat(event.type()).isEqualTo(EventType.OPENED);
        assertThat(current.readKeyValuesToList()).extracting(pair -> pair.key).containsExactly(event.violationId());
        assertThat(event.detectedAt()).isEqualTo(NOW);
    }

    @Test
    void tenThousandEventsOfNinetyDays_alarmNobodyForLastMonth() {
        // Given
        var days = Duration.ofDays(90);
        clock = Clock.fixed(START.plus(days), ZoneOffset.UTC);
        start(Optional.empty());
        // When
        for (var number = 0; number < 10_000; number++) {
            var user = "user" + number / 2;
            tell(createAccessKey(user, "AKIA%016d".formatted(number), number * 777L));
        }
        // Then
        var aDayAgo = clock.instant().minus(Duration.ofDays(1));
        assertThat(violations.readValuesToList())
                .hasSize(5_000)
                .map(ViolationEvent::fromJson)
                .allMatch(event ->
                        event.discovery() != Discovery.LIVE || !event.openedAt().isBefore(aDayAgo));
    }

    @Test
    void timestampsOfTheInput_areNeverUsed() {
        // Given
        start(Optional.empty());
        var longAgo = NOW.minus(Duration.ofDays(730));
        // When
        cloudtrail.pipeInput(new TestRecord<>(ACCOUNT, createAccessKey("alice", K1, 0), longAgo));
        cloudtrail.pipeInput(new TestRecord<>(ACCOUNT, createAccessKey("alice", K2, 60), longAgo));
        cloudtrail.pipeInput(new TestRecord<>(ACCOUNT, bytes("{}"), NOW.plus(Duration.ofDays(1))));
        // Then
        var oldest = Instant.now().minus(Duration.ofMinutes(5));
        var newest = Instant.now().plus(Duration.ofMinutes(5));
        assertThat(Stream.of(violations, current, deadLetters)
                        .flatMap(topic -> topic.readRecordsToList().stream())
                        .map(TestRecord::getRecordTime))
                .hasSize(3)
                .allSatisfy(time -> assertThat(time).isBetween(oldest, newest));
    }

    @Test
    void stateSurvivesARestart() {
        // Given
        start(Optional.empty());
        tell(createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 60));
        var opened = ViolationEvent.fromJson(violations.readValue());
        var stored = new ArrayList<KeyValue<byte[], byte[]>>();
        try (var entries = histories().all()) {
            entries.forEachRemaining(stored::add);
        }
        driver.close();
        // When
        start(Optional.empty());
        histories().putAll(stored);
        tell(deleteAccessKey("alice", K1, 90));
        // Then
        var resolved = ViolationEvent.fromJson(violations.readValue());
        assertThat(resolved.violationId()).isEqualTo(opened.violationId());
        assertThat(resolved.revision()).isEqualTo(2);
    }

    @Test
    void badInput_goesToTheDeadLettersAsItCameAndTheNextIsProcessed() {
        // Given
        start(Optional.empty());
        var bad = Map.of(
                "not-json", bytes("{\"eventName\":"),
                "wrong-shape", bytes("[]"),
                "no-account", bytes(record("iam.amazonaws.com", "CreateUser", "", START.toString(), "\"x\":1")),
                "no-time", bytes(record("iam.amazonaws.com", "DeleteUser", ACCOUNT, "yesterday", "\"x\":1")),
                "future-time",
                        bytes(record(
                                "iam.amazonaws.com",
                                "DeleteUser",
                                ACCOUNT,
                                NOW.plusSeconds(3_601).toString(),
                                "\"requestParameters\":{\"userName\":\"alice\"}")));
        // When
        bad.values().forEach(this::tell);
        tell(createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 60));
        // Then
        var letters = deadLetters.readRecordsToList();
        assertThat(letters.stream().collect(Collectors.toMap(this::reason, TestRecord::getValue)))
                .containsExactlyInAnyOrderEntriesOf(bad);
        assertThat(letters).allSatisfy(letter -> {
            assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo("lonekey.cloudtrail");
            assertThat(header(letter, DeadLetter.PARTITION)).isEqualTo("0");
            assertThat(header(letter, DeadLetter.OFFSET)).isNotEmpty();
            assertThat(header(letter, DeadLetter.SHA256)).hasSize(64);
        });
        assertThat(violations.readValuesToList()).hasSize(1);
        assertThat(counted("rejected")).isEqualTo(5);
    }

    @Test
    void missingValueAndWrongKey_areRejectedToo() {
        // Given
        start(Optional.empty());
        // When
        cloudtrail.pipeInput(ACCOUNT, null);
        cloudtrail.pipeInput("444455556666", createAccessKey("alice", K1, 0));
        // Then
        assertThat(deadLetters.readRecordsToList()).extracting(this::reason).containsExactly("not-json", "wrong-key");
    }

    @Test
    void eventsThatSayNothingAboutKeys_areNoErrors() {
        // Given
        start(Optional.empty());
        // When
        tell(
                bytes(record("cloudtrail.amazonaws.com", "LookupEvents", ACCOUNT, START.toString(), "\"x\":1")),
                bytes(record("ec2.amazonaws.com", "CreateUser", ACCOUNT, START.toString(), "\"x\":1")),
                bytes(
                        "{\"awsAccountId\":\"111122223333\",\"digestStartTime\":\"2026-03-01T10:00:00Z\",\"logFiles\":[]}"),
                bytes("{\"eventType\":\"AwsCloudTrailInsight\",\"recipientAccountId\":\"111122223333\"}"),
                bytes("{\"eventCategory\":\"Aggregated\",\"eventId\":\"1\",\"accountId\":\"111122223333\"}"));
        // Then
        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(counted("ignored")).isEqualTo(5);
    }

    @Test
    void everyRecord_isCountedOnce() {
        // Given
        start(Optional.empty());
        var denied = bytes(record(
                "CreateAccessKey",
                5,
                "\"errorCode\":\"AccessDenied\",\"requestParameters\":null,\"responseElements\":null"));
        var full = bytes(
                record(
                        "CreateAccessKey",
                        5,
                        "\"errorCode\":\"LimitExceededException\",\"errorMessage\":\"Cannot exceed quota for AccessKeysPerUser: 2\""));
        // When
        tell(createAccessKey("alice", K1, 0), createAccessKey("alice", K1, 0), denied, full, bytes("nonsense"));
        // Then
        assertThat(Stream.of("used", "duplicate", "denied", "ignored", "rejected")
                        .map(this::counted))
                .containsExactly(1.0, 1.0, 2.0, 0.0, 1.0);
        assertThat(meters.counter("lonekey.detector.key.quota.exceeded").count())
                .isEqualTo(1);
    }

    @Test
    void stoppedTrail_isPublishedWithItsAccount_andCountedOnce() {
        // Given
        start(Optional.empty());
        var accounts = driver.createOutputTopic(
                "lonekey.accounts.current", new StringDeserializer(), new ByteArrayDeserializer());
        var stop = trail("StopLogging", 0, "\"requestParameters\":{\"name\":\"audit\"}");
        var denied = trail("DeleteTrail", 5, "\"errorCode\":\"AccessDenied\",\"requestParameters\":null");
        var start = trail("StartLogging", 10, "\"requestParameters\":{\"name\":\"audit\"}");
        // When
        tell(start, stop, stop, denied);
        // Then
        var statuses = accounts.readValuesToList();
        assertThat(AccountStatus.fromJson(statuses.get(statuses.size() - 1)).trails())
                .extracting(TrailStatus::state)
                .containsExactly(TrailStatus.State.RESTORED);
        assertThat(Stream.of("used", "duplicate", "denied", "ignored", "rejected")
                        .map(this::counted))
                .containsExactly(2.0, 1.0, 1.0, 0.0, 0.0);
        assertThat(Stream.of("stopped", "started", "denied", "failed")
                        .map(effect -> meters.counter("lonekey.detector.trail.calls", "effect", effect)
                                .count()))
                .containsExactly(1.0, 1.0, 1.0, 0.0);
    }

    private static byte[] trail(String event, int second, String fields) {
        return bytes(record(
                "cloudtrail.amazonaws.com",
                event,
                ACCOUNT,
                START.plusSeconds(second).toString(),
                fields));
    }

    @Test
    void foreignTopic_isUnwrappedAndRepartitioned() {
        // Given
        start(Optional.of(FOREIGN));
        var first = new String(createAccessKey("alice", K1, 0), StandardCharsets.UTF_8);
        var second = new String(createAccessKey("alice", K2, 60), StandardCharsets.UTF_8);
        var other = record("ec2.amazonaws.com", "RunInstances", ACCOUNT, START.toString(), "\"x\":{\"Records\":[1]}");
        // When
        cloudtrail.pipeInput("any key", bytes("{ \"Records\" : [ " + other + " , " + first + " ] }"));
        cloudtrail.pipeInput(
                null,
                bytes("{\"version\":\"0\",\"detail-type\":\"AWS API Call via CloudTrail\",\"detail\": " + second
                        + "}"));
        // Then
        assertThat(violations.readValuesToList()).hasSize(1);
        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(counted("ignored")).isEqualTo(1);
    }

    @Test
    void sameEventsInOurTopicAndAForeignOne_areOneViolation_andCountedAsDuplicates() {
        // Given
        start(Optional.of(FOREIGN));
        var own = driver.createInputTopic("lonekey.cloudtrail", new StringSerializer(), new ByteArraySerializer());
        var first = createAccessKey("alice", K1, 0);
        var second = createAccessKey("alice", K2, 60);
        // When
        own.pipeInput(ACCOUNT, first);
        cloudtrail.pipeInput(null, first);
        cloudtrail.pipeInput(null, second);
        own.pipeInput(ACCOUNT, second);
        // Then
        assertThat(violations.readValuesToList()).hasSize(1);
        assertThat(counted("used")).isEqualTo(2);
        assertThat(counted("duplicate")).isEqualTo(2);
    }

    @Test
    void badValueInAForeignTopic_isKeptWholeAndNothingOfItIsUsed() {
        // Given
        start(Optional.of(FOREIGN));
        var first = new String(createAccessKey("alice", K1, 0), StandardCharsets.UTF_8);
        var cutOff = bytes("{\"Records\":[" + first + ",{\"eventName\":");
        var mixed = bytes("{\"Records\":[" + first + ",7]}");
        var noObject = bytes("[" + first + "]");
        // When
        List.of(cutOff, mixed, noObject, bytes("{}")).forEach(value -> cloudtrail.pipeInput(null, value));
        cloudtrail.pipeInput(null, createAccessKey("alice", K2, 60));
        // Then
        var letters = deadLetters.readRecordsToList();
        assertThat(letters)
                .extracting(this::reason)
                .containsExactly("not-json", "wrong-shape", "wrong-shape", "wrong-shape");
        assertThat(letters.get(0).getValue()).isEqualTo(cutOff);
        assertThat(header(letters.get(0), DeadLetter.TOPIC)).isEqualTo(FOREIGN);
        assertThat(violations.isEmpty()).isTrue();
    }

    @Test
    void oddRecordsInAForeignFile_holdUpNoneOfTheOthers() {
        // Given a record of another service with fields of our names but other types, and one of ours that is too large
        start(Optional.of(FOREIGN));
        var first = new String(createAccessKey("alice", K1, 0), StandardCharsets.UTF_8);
        var second = new String(createAccessKey("alice", K2, 60), StandardCharsets.UTF_8);
        var other = record(
                "batch.amazonaws.com",
                "ListJobs",
                ACCOUNT,
                START.toString(),
                "\"requestParameters\":{\"status\":[\"ACTIVE\"],\"userName\":{}}");
        var large = second.replace("aws-cli", "x".repeat(1_000_000));
        // When
        cloudtrail.pipeInput(null, bytes("{\"Records\":[" + String.join(",", other, first, large, second) + "]}"));
        // Then
        assertThat(violations.readValuesToList()).hasSize(1);
        assertThat(deadLetters.readRecordsToList()).extracting(this::reason).containsExactly("too-large");
    }

    @Test
    void bytesInAnotherEncodingOrBeyondAParsersLimits_areRejectedNotFatal() {
        // Given
        var poison = List.of(
                new byte[] {0, 0, (byte) 0xFF, (byte) 0xFE},
                new byte[] {0, 0, 0, 0x7B, 0},
                new byte[] {0x7B, 0, 0, 0, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF},
                "{\"Records\":[]}".getBytes(StandardCharsets.UTF_16BE),
                "{\"Records\":[{}]}".getBytes(StandardCharsets.UTF_16LE),
                new byte[] {'{', '"', (byte) 0xC3, '"'},
                bytes("{\"a\":" + "[".repeat(1_100) + "]".repeat(1_100) + "}"),
                bytes("{\"" + "n".repeat(60_000) + "\":1}"),
                bytes("{\"n\":" + "7".repeat(2_000) + "}"));
        for (var foreign : List.of(Optional.<String>empty(), Optional.of(FOREIGN))) {
            start(foreign);
            // When
            tell(poison.toArray(byte[][]::new));
            // Then
            assertThat(deadLetters.readRecordsToList()).hasSize(poison.size());
            close();
        }
    }

    @Test
    void hostileTextInARecord_makesAnEventThatIsUtf8AndShort() throws IOException {
        // Given
        start(Optional.empty());
        var hostile = new String(createAccessKey("alice", K2, 60), StandardCharsets.UTF_8)
                .replace("aws-cli/2.15.0", "\\ud83d" + "x".repeat(254) + "\ud83d\ude00\ud83d\ude00");
        // When
        tell(createAccessKey("alice", K1, 0), bytes(hostile));
        // Then
        var json = violations.readValue();
        assertThat(ViolationSchema.complaints(json)).isEmpty();
        assertThat(FindingSchema.complaints(output("lonekey.violations.ocsf").readValue()))
                .isEmpty();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void mistakeOfOurOwn_costsOneRecordAndNotTheStream() {
        // Given something that fails once, as no input should make it
        var calls = new AtomicInteger();
        clock = new Clock() {
            @Override
            public Instant instant() {
                if (calls.getAndIncrement() == 0) {
                    throw new IllegalStateException("secret");
                }
                return NOW;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        start(Optional.empty());
        // When
        tell(createAccessKey("bob", K1, 0), createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 60));
        // Then
        assertThat(header(deadLetters.readRecord(), DeadLetter.REASON)).isEqualTo("internal: IllegalStateException");
        assertThat(violations.readValuesToList()).hasSize(1);
    }

    @Test
    void headersOfOthersOnOurOwnTopic_areNotBelieved() {
        // Given
        start(Optional.empty());
        var forged = DeadLetter.headers(DeadLetter.Origin.ofTopic("somewhere.else", 7, 7));
        // When
        cloudtrail.pipeInput(new TestRecord<>("x".repeat(300_000), bytes("nonsense"), forged));
        // Then
        var letter = deadLetters.readRecord();
        assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo("lonekey.cloudtrail");
        assertThat(letter.key()).isNull();
    }

    @Test
    void rejectedAfterTheRepartition_stillTellsWhereItCameFrom() {
        // Given
        start(Optional.of(FOREIGN));
        // When
        cloudtrail.pipeInput(null, bytes(record("iam.amazonaws.com", "DeleteUser", ACCOUNT, "soon", "\"x\":1")));
        // Then
        assertThat(header(deadLetters.readRecord(), DeadLetter.TOPIC)).isEqualTo(FOREIGN);
    }

    /** Where a producer with another partitioner than Kafka's own puts it. */
    @Test
    void recordInAPartitionThatIsNotItsAccounts_startsNoSecondHistory() {
        // Given: all that the driver reads is in partition 0
        var topics = IntStream.range(2, 20)
                .mapToObj(partitions -> new Topics("lonekey.", partitions, (short) 1))
                .filter(layout -> layout.partitionOf(ACCOUNT) != 0)
                .findFirst()
                .orElseThrow();
        start(topics, Optional.empty());
        // When
        tell(createAccessKey("alice", K1, 0), createAccessKey("alice", K2, 60));
        // Then
        assertThat(violations.isEmpty()).isTrue();
        assertThat(deadLetters.readRecordsToList())
                .extracting(this::reason)
                .containsExactly("wrong-partition", "wrong-partition");
    }

    /** Names of nodes, stores and internal topics are a public contract: state and groups hang on them. */
    @Test
    void shapeOfTheTopology_isForLife() throws IOException {
        assertThat(describe(Optional.empty())).isEqualToNormalizingNewlines(golden("topology.txt"));
        assertThat(describe(Optional.of(FOREIGN))).isEqualToNormalizingNewlines(golden("topology-foreign.txt"));
    }

    private String describe(Optional<String> foreign) {
        return DetectorTopology.of(
                        Topics.EMBEDDED,
                        foreign,
                        Judge.DEFAULT,
                        Optional.empty(),
                        FINDINGS,
                        Clock.systemUTC(),
                        new DetectorMeters(meters))
                .describe()
                .toString();
    }

    private static String golden(String name) throws IOException {
        try (var stream = DetectorTopologyTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void start(Optional<String> foreignTopic) {
        start(DetectorOnTestDriver.TOPICS, foreignTopic);
    }

    private void start(Topics topics, Optional<String> foreignTopic) {
        var settings = new DetectorSettings(
                "test", topics, foreignTopic, state, Policy.DEFAULT, Map.of("bootstrap.servers", "localhost:1"));
        driver = new TopologyTestDriver(
                DetectorTopology.of(
                        topics,
                        foreignTopic,
                        Judge.DEFAULT,
                        Optional.empty(),
                        FINDINGS,
                        clock,
                        new DetectorMeters(meters)),
                StreamsSettings.of(settings, false));
        cloudtrail = driver.createInputTopic(
                foreignTopic.orElse("lonekey.cloudtrail"), new StringSerializer(), new ByteArraySerializer());
        violations = output("lonekey.violations");
        current = output("lonekey.violations.current");
        deadLetters = output("lonekey.dead-letters");
    }

    private KeyValueStore<byte[], byte[]> histories() {
        return driver.getKeyValueStore(Nodes.HISTORY_STORE);
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void tell(byte[]... records) {
        for (var json : records) {
            cloudtrail.pipeInput(ACCOUNT, json);
        }
    }

    private double counted(String kind) {
        return meters.counter("lonekey.detector.input", "kind", kind).count();
    }

    private String reason(TestRecord<String, byte[]> letter) {
        return header(letter, DeadLetter.REASON).replaceAll(":.*", "");
    }

    private static String header(TestRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
