package dev.lonekey.standalone.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.stream.DetectorSettings;
import dev.lonekey.standalone.CommandLine;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A detector that is reset, as kafka-streams-application-reset.sh does it, and begins with what it published. */
class SeedIT {

    private static final String ACCOUNT = "111122223333";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final DetectorSettings settings;
    private final EmbeddedBroker broker;
    private final String configuration;

    private KafkaProbe kafka;

    SeedIT(@TempDir Path folder) throws IOException {
        broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());
        broker.start();
        settings = new DetectorSettings(
                DetectorSettings.applicationId(Topics.EMBEDDED),
                Topics.EMBEDDED,
                Optional.empty(),
                folder.resolve("state"),
                Policy.DEFAULT,
                Map.of("bootstrap.servers", broker.bootstrapServers()));
        configuration = Files.writeString(
                        folder.resolve("lonekey.yml"), """
                kafka:
                  bootstrap.servers: %s
                topics:
                  partitions: 2
                  replication: 1
                http:
                  port: 0
                data-directory: %s
                """.formatted(broker.bootstrapServers(), folder))
                .toString();
    }

    @BeforeEach
    void connect() throws Exception {
        kafka = new KafkaProbe(broker.bootstrapServers());
        kafka.create(Stream.of(Topic.values()).map(Topics.EMBEDDED::newTopic).toList());
    }

    @AfterEach
    void close() throws Exception {
        kafka.close();
        broker.close();
    }

    @Test
    void resetAndSeeded_goesOnWithTheSameViolations() throws Exception {
        // Given
        tell(Trail.keyCreated("alice", "AKIAALICEKEY1EXAMPLE", now.minusSeconds(900)));
        tell(Trail.keyCreated("alice", "AKIAALICEKEY2EXAMPLE", now.minusSeconds(800)));
        tell(Trail.keyCreated("bob", "AKIABOBXXKEY1EXAMPLE", now.minusSeconds(700)));
        tell(Trail.keyCreated("bob", "AKIABOBXXKEY2EXAMPLE", now.minusSeconds(600)));
        tell(Trail.keyDeleted("bob", "AKIABOBXXKEY1EXAMPLE", now.minusSeconds(500)));
        runUntil(List.of(), "alice OPENED 1", "bob OPENED 1", "bob RESOLVED 2");
        var alice = id("alice");
        reset();
        write(Topic.VIOLATIONS_CURRENT, "no-such-violation", "{\"not\":\"an event\"}");
        // When
        tell(Trail.keyCreated("carol", "AKIACAROLKEY1EXAMPLE", now.minusSeconds(300)));
        tell(Trail.keyDeleted("alice", "AKIAALICEKEY1EXAMPLE", now.minusSeconds(200)));
        tell(Trail.keyCreated("carol", "AKIACAROLKEY2EXAMPLE", now.minusSeconds(100)));
        runUntil(
                List.of("--seed"),
                "alice OPENED 1",
                "bob OPENED 1",
                "bob RESOLVED 2",
                "alice RESOLVED 2",
                "carol OPENED 1");
        // Then
        assertThat(id("alice")).isEqualTo(alice);
        assertThat(events()).extracting(ViolationEvent::eventId).doesNotHaveDuplicates();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void onlyTheInternalTopicsAreDeleted_detectorRefusesToStartWithTheMend() throws Exception {
        // Given
        tell(Trail.keyCreated("alice", "AKIAALICEKEY1EXAMPLE", now.minusSeconds(900)));
        tell(Trail.keyCreated("alice", "AKIAALICEKEY2EXAMPLE", now.minusSeconds(800)));
        runUntil(List.of(), "alice OPENED 1");
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(settings.changelogs()).all().get();
        }
        await().atMost(PATIENCE).until(() -> settings.changelogs().stream()
                .allMatch(topic -> kafka.readable(topic).isEmpty()));
        // When
        var run = CommandLine.lonekey("detector", "-c", configuration);
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .last()
                .asString()
                .startsWith(
                        "lonekey: the state in topic lonekey.detector-key-histories-changelog is missing, but group")
                .contains("kafka-streams-application-reset.sh --application-id lonekey.detector");
    }

    /** What the script does: the group's offsets, the internal topics, and by hand the state folder. */
    private void reset() throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(admin.deleteConsumerGroups(List.of(settings.applicationId()))
                                    .all()
                                    .toCompletionStage()
                                    .toCompletableFuture())
                            .succeedsWithin(Duration.ofSeconds(10)));
            admin.deleteTopics(settings.changelogs()).all().get();
            await().atMost(PATIENCE).until(() -> settings.changelogs().stream()
                    .allMatch(topic -> kafka.readable(topic).isEmpty()));
        }
        try (var files = Files.walk(settings.stateDirectory())) {
            files.sorted(Comparator.reverseOrder()).forEach(SeedIT::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code lonekey detector} until exactly these steps are published, in any order, and nothing under way can change that. */
    private void runUntil(List<String> options, String... steps) {
        var arguments = new ArrayList<>(List.of("detector", "-c", configuration));
        arguments.addAll(options);
        try (var detector = RunningCommand.lonekey(arguments.toArray(String[]::new))) {
            detector.awaitReady();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(events()).extracting(SeedIT::step).containsExactlyInAnyOrder(steps));
            detector.stop();
        }
        assertThat(events()).extracting(SeedIT::step).containsExactlyInAnyOrder(steps);
    }

    private String id(String user) {
        return events().stream()
                .filter(event -> event.principal().name().equals(user))
                .findFirst()
                .orElseThrow()
                .violationId();
    }

    private List<ViolationEvent> events() {
        return kafka.values(Topics.EMBEDDED.name(Topic.VIOLATIONS)).stream()
                .map(json -> ViolationEvent.fromJson(json.getBytes(UTF_8)))
                .toList();
    }

    private void tell(String record) throws Exception {
        write(Topic.CLOUDTRAIL, ACCOUNT, record);
    }

    private void write(Topic topic, String key, String value) throws Exception {
        kafka.write(Topics.EMBEDDED.name(topic), key, value);
    }

    private static String step(ViolationEvent event) {
        return event.principal().name() + " " + event.type() + " " + event.revision();
    }
}
