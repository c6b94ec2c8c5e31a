package dev.lonekey.standalone.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.policy.ExceptionRule;
import dev.lonekey.detector.policy.Limits;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rules;
import dev.lonekey.detector.stream.Detector;
import dev.lonekey.detector.stream.DetectorSettings;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real detector, stopped and started again on the state that it left, later or under another configuration. */
class ChangedConfigurationIT {

    private static final String ACCOUNT = "111122223333";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Policy USERS_OFF = new Policy(
            Rules.configured(Set.of(Rules.IAM_USER_MULTIPLE_ACTIVE_KEYS.id()), Map.of(), false),
            Optional.empty(),
            List.of(),
            Limits.DEFAULT);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    private EmbeddedBroker broker;
    private KafkaProbe kafka;

    @BeforeEach
    void twoKeysOfAlice() throws Exception {
        broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());
        broker.start();
        kafka = new KafkaProbe(broker.bootstrapServers());
        kafka.create(Stream.of(Topic.values()).map(Topics.EMBEDDED::newTopic).toList());
        tell(Trail.keyCreated("alice", "AKIAALICEKEY1EXAMPLE", now.minusSeconds(200)));
        tell(Trail.keyCreated("alice", "AKIAALICEKEY2EXAMPLE", now.minusSeconds(100)));
    }

    @AfterEach
    void close() throws Exception {
        kafka.close();
        broker.close();
    }

    @Test
    void rotationWindow_runsOutAfterARestart() {
        // Given
        var policy = new Policy(Rules.ALL, Optional.of(Duration.ofHours(1)), List.of(), Limits.DEFAULT);
        runUntil(policy, now, "OPENED LOW");
        // When
        runUntil(policy, now.plus(Duration.ofHours(1)), "UPDATED [SEVERITY] MEDIUM");
        // Then
        assertThat(events())
                .hasSize(2)
                .extracting(ViolationEvent::violationId)
                .containsOnly(events().get(0).violationId());
    }

    @Test
    void exception_expiresAfterARestart() {
        // Given
        var exception =
                new ExceptionRule("*", "alice", "*", "migration", "platform@example.com", now.plus(Duration.ofDays(7)));
        var policy = new Policy(Rules.ALL, Optional.empty(), List.of(exception), Limits.DEFAULT);
        runUntil(policy, now, "OPENED MEDIUM");
        // When
        runUntil(policy, now.plus(Duration.ofDays(7)), "UPDATED [EXCEPTION] MEDIUM");
        // Then
        assertThat(events()).extracting(event -> event.exception().isPresent()).containsExactly(true, false);
    }

    @Test
    void ruleSwitchedOffAndOnAgain_resolvesAndReopensTheSameViolation() {
        // Given
        runUntil(Policy.DEFAULT, now, "OPENED MEDIUM");
        // When
        runUntil(USERS_OFF, now, "RESOLVED RULE_DISABLED");
        runUntil(Policy.DEFAULT, now, "UPDATED [REOPENED] MEDIUM");
        // Then
        assertThat(events()).extracting(ViolationEvent::revision).containsExactly(1, 2, 3);
        assertThat(events())
                .extracting(ViolationEvent::violationId)
                .containsOnly(events().get(0).violationId());
    }

    /** Runs a detector at a time, until an event is the newest. */
    private void runUntil(Policy policy, Instant at, String step) {
        var settings = new DetectorSettings(
                DetectorSettings.applicationId(Topics.EMBEDDED),
                Topics.EMBEDDED,
                Optional.empty(),
                folder,
                policy,
                Map.of("bootstrap.servers", broker.bootstrapServers()));
        var clock = Clock.fixed(at, ZoneOffset.UTC);
        try (var detector = new Detector(settings, clock, new SimpleMeterRegistry())) {
            detector.start();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(events()).last().satisfies(event -> assertThat(step(event))
                            .isEqualTo(step)));
            assertThat(detector.failure()).isEmpty();
        }
    }

    private List<ViolationEvent> events() {
        return kafka.values(Topics.EMBEDDED.name(Topic.VIOLATIONS)).stream()
                .map(json -> ViolationEvent.fromJson(json.getBytes(UTF_8)))
                .toList();
    }

    private void tell(String record) throws Exception {
        kafka.write(Topics.EMBEDDED.name(Topic.CLOUDTRAIL), ACCOUNT, record);
    }

    private static String step(ViolationEvent event) {
        return event.type()
                + (event.changes().isEmpty() ? "" : " " + event.changes())
                + event.resolution().map(reason -> " " + reason).orElse(" " + event.severity());
    }
}
