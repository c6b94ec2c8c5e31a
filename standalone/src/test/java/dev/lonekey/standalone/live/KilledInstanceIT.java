package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.Outcome;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.detector.service.DetectorService;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.runtime.config.ConfigurationFile;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.docker.RequiresDocker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;

/** Two instances share the accounts of an organization, until one of them is killed. */
@RequiresDocker
class KilledInstanceIT {

    private static final int ACCOUNTS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 12, (short) 1);

    @TempDir
    private Path folder;

    @Test
    void instanceKilledInTheMiddle_losesNothing() throws Exception {
        try (var kafka = new KafkaContainer("apache/kafka:4.3.1");
                var aws = AwsStandIn.start(Clock.systemUTC())) {
            kafka.start();
            // Given
            var accounts = organization(aws);
            var file = configuration(kafka.getBootstrapServers());
            try (var cluster = new Cluster(Map.of("bootstrap.servers", kafka.getBootstrapServers()))) {
                cluster.create(TOPICS, List.of(Topic.values()));
            }
            try (var detector = detector(file);
                    var topics = new TopicReader(kafka.getBootstrapServers(), TOPICS);
                    var killed = IngestProcess.start(file, aws.environment(), Path.of("target", "ingest-a.log"));
                    var other = IngestProcess.start(file, aws.environment(), Path.of("target", "ingest-b.log"))) {
                detector.start();
                await().atMost(PATIENCE).until(() -> listed(topics).size() == ACCOUNTS);
                // When
                for (var account : accounts) {
                    aws.account(account).createKey("alice");
                    if (account.equals(accounts.get(ACCOUNTS / 2))) {
                        killed.kill();
                    }
                }
                var killedAt = Instant.now();
                // Then
                await().atMost(PATIENCE).until(() -> opened(topics).size() >= ACCOUNTS);
                await().atMost(PATIENCE).until(() -> aws.queue("events").size() == 0);
                await().atMost(PATIENCE).until(() -> askedSince(aws, killedAt).containsAll(accounts));
                assertThat(eventIds(topics)).containsAll(eventIds(aws, accounts));
                assertThat(opened(topics)).hasSize(ACCOUNTS).doesNotHaveDuplicates();
                // An event that comes after the snapshot that opened its violation corrects when that began.
                assertThat(topics.violations())
                        .extracting(ViolationEvent::type)
                        .isSubsetOf(EventType.OPENED, EventType.UPDATED);
                assertThat(other.isAlive()).isTrue();
            }
        }
    }

    private static List<String> organization(AwsStandIn aws) {
        var queue = aws.queue("events");
        var accounts = IntStream.range(0, ACCOUNTS)
                .mapToObj(number -> "%012d".formatted(444_455_550_000L + number))
                .toList();
        for (var id : accounts) {
            aws.organization().add(id, "account " + id, "Root/Test");
            var account = aws.account(id);
            account.usersAtOnce(3, number -> List.of("alice", "bob", "carol").get(number));
            account.forwardTo(queue);
        }
        queue.visibilityTimeout(Duration.ofSeconds(5));
        return accounts;
    }

    private Path configuration(String bootstrapServers) throws Exception {
        return Files.writeString(
                folder.resolve("lonekey.yml"), """
                kafka:
                  bootstrap.servers: %s
                  session.timeout.ms: 6000
                topics:
                  replication: 1
                http:
                  port: 0
                data-directory: %s
                ingest:
                  accounts:
                    organization: true
                    exclude: ["111122223333"]
                  queue:
                    url: http://127.0.0.1/111122223333/events
                  snapshots:
                    full-every: 1m
                    report-every: 1m
                    requests-per-second: 50
                """.formatted(bootstrapServers, folder.resolve("data")));
    }

    private static DetectorService detector(Path file) {
        return new DetectorService(
                ConfigurationFile.read(file, DetectorConfiguration.class, Map.of()),
                TOPICS,
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }

    private static Set<String> listed(TopicReader topics) {
        return topics.accounts().stream()
                .filter(account -> account.lastSnapshot()
                        .filter(snapshot -> snapshot.outcome() == Outcome.COMPLETED)
                        .isPresent())
                .map(AccountStatus::accountId)
                .collect(Collectors.toSet());
    }

    private static List<String> opened(TopicReader topics) {
        return topics.violations().stream()
                .filter(event -> event.type() == EventType.OPENED)
                .map(ViolationEvent::violationId)
                .toList();
    }

    private static Set<String> askedSince(AwsStandIn aws, Instant since) {
        return aws.calls().all().stream()
                .filter(call -> call.at().isAfter(since) && call.action().equals("iam:ListUsers"))
                .map(call -> call.account())
                .collect(Collectors.toSet());
    }

    private static List<String> eventIds(TopicReader topics) {
        return topics.texts(Topic.CLOUDTRAIL).stream()
                .map(KilledInstanceIT::eventId)
                .toList();
    }

    private static List<String> eventIds(AwsStandIn aws, List<String> accounts) {
        return accounts.stream()
                .flatMap(account -> aws.account(account).records().stream())
                .map(KilledInstanceIT::eventId)
                .toList();
    }

    private static String eventId(String record) {
        return record.replaceAll("(?s).*\"eventID\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }
}
