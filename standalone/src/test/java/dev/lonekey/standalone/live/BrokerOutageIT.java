package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.Completed;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.Health;
import dev.lonekey.standalone.docker.RequiresDocker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;

/** Kafka stops answering while things happen in AWS, and answers again. */
@RequiresDocker
class BrokerOutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 4, (short) 1);
    private static final List<String> ACCOUNTS =
            IntStream.range(0, 20).mapToObj("4444555500%02d"::formatted).toList();

    @TempDir
    private Path folder;

    @Test
    void whatHappensWhileKafkaIsAway_isPublishedWhenItIsBack() throws Exception {
        try (var kafka = new KafkaContainer("apache/kafka:4.3.1")) {
            kafka.start();
            // Shorter than the outage, so that ingest loses its place in the group.
            var clients = "bootstrap.servers: '%s', session.timeout.ms: 6000".formatted(kafka.getBootstrapServers());
            try (var live = LiveSystem.prepared(folder, settings(), clients, TOPICS)) {
                // Given
                var queue = live.aws.queue("events");
                ACCOUNTS.forEach(account -> {
                    live.aws.account(account).usersAtOnce(1, number -> "alice");
                    live.aws.account(account).forwardTo(queue);
                });
                live.start();
                await().atMost(PATIENCE)
                        .until(() -> completedSince(live, Instant.EPOCH).containsAll(ACCOUNTS));
                live.clock.advance(Duration.ofMinutes(5));
                // When
                pause(kafka);
                ACCOUNTS.forEach(account -> live.aws.account(account).createKey("alice"));
                live.clock.advance(Duration.ofHours(12));
                var snapshotsWereDue = live.clock.instant().minus(Duration.ofMinutes(1));
                // Then
                await().atMost(PATIENCE).until(() -> live.aws.calls().count("*", "sqs:ChangeMessageVisibility*") >= 2);
                assertThat(queue.size()).isEqualTo(ACCOUNTS.size());
                assertThat(live.aws.calls().count("*", "sqs:DeleteMessage*")).isZero();
                // When
                unpause(kafka);
                // Then
                await().atMost(PATIENCE).until(() -> queue.size() == 0);
                await().atMost(PATIENCE)
                        .until(() -> completedSince(live, snapshotsWereDue).containsAll(ACCOUNTS));
                await().atMost(PATIENCE).until(() -> opened(live).size() >= ACCOUNTS.size());
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(share(live)).isEqualTo(Health.up("owns 4 partitions")));
                assertThat(eventIds(live)).containsAll(eventIdsInAws(live));
                // When they are due once more
                live.clock.advance(Duration.ofHours(12));
                var dueAgain = live.clock.instant().minus(Duration.ofMinutes(1));
                // Then
                await().atMost(PATIENCE)
                        .until(() -> completedSince(live, dueAgain).containsAll(ACCOUNTS));
                assertThat(opened(live)).hasSize(ACCOUNTS.size()).doesNotHaveDuplicates();
                // An event that comes after the snapshot that opened its violation corrects when that began.
                assertThat(live.topics.violations())
                        .extracting(ViolationEvent::type)
                        .isSubsetOf(EventType.OPENED, EventType.UPDATED);
            }
        }
    }

    private static String settings() {
        return "accounts: {ids: ['" + String.join("', '", ACCOUNTS)
                + "']}, queue: {url: 'http://127.0.0.1/111122223333/events'}";
    }

    private static void pause(KafkaContainer kafka) {
        kafka.getDockerClient().pauseContainerCmd(kafka.getContainerId()).exec();
    }

    private static void unpause(KafkaContainer kafka) {
        kafka.getDockerClient().unpauseContainerCmd(kafka.getContainerId()).exec();
    }

    private static Set<String> completedSince(LiveSystem live, Instant since) {
        return live.topics.snapshotParts().stream()
                .filter(part ->
                        part instanceof Completed completed && completed.asOf().isAfter(since))
                .map(SnapshotPart::accountId)
                .collect(Collectors.toSet());
    }

    private static List<String> opened(LiveSystem live) {
        return live.topics.violations().stream()
                .filter(event -> event.type() == EventType.OPENED)
                .map(ViolationEvent::violationId)
                .toList();
    }

    private static Health share(LiveSystem live) {
        return live.ingest.components().stream()
                .filter(each -> each.name().equals("share"))
                .findFirst()
                .map(Component::check)
                .orElseThrow();
    }

    private static List<String> eventIds(LiveSystem live) {
        return live.topics.texts(Topic.CLOUDTRAIL).stream()
                .map(BrokerOutageIT::eventId)
                .toList();
    }

    private static List<String> eventIdsInAws(LiveSystem live) {
        return ACCOUNTS.stream()
                .flatMap(account -> live.aws.account(account).records().stream())
                .map(BrokerOutageIT::eventId)
                .toList();
    }

    private static String eventId(String record) {
        return record.replaceAll("(?s).*\"eventID\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }
}
