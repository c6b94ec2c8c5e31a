package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.detector.DetectorMain;
import dev.lonekey.ingest.IngestMain;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.StandInQueue;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.subscribe.Recipient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ingest and detector in processes of their own, a stand-in for AWS, a receiver of alerts, and a broker that fails when told. */
final class WildSystem implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 4, (short) 1);
    private static final List<String> ACCOUNTS =
            IntStream.range(0, 40).mapToObj("4444555500%02d"::formatted).toList();

    final OwnKafka kafka;
    final AwsStandIn aws = AwsStandIn.start(Clock.systemUTC());
    final StandInQueue queue = aws.queue("events");
    final WildService detector;
    final WildService ingest;

    private final Recipient recipient = new Recipient();
    private final List<String> used = new ArrayList<>();

    /**
     * Starts all of it, and waits until it is ready.
     *
     * @param name begins the names of the log files in {@code target}
     */
    WildSystem(Path folder, String name, int megabytes) throws Exception {
        kafka = new OwnKafka(megabytes);
        try (var cluster = new Cluster(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            cluster.create(TOPICS, List.of(Topic.values()));
        }
        queue.visibilityTimeout(Duration.ofSeconds(5));
        ACCOUNTS.forEach(account -> {
            aws.account(account).usersAtOnce(1, number -> "alice");
            aws.account(account).forwardTo(queue);
        });
        detector =
                new WildService(DetectorMain.class, configuration(folder, "d"), Map.of(), log(name + "-detector.log"));
        ingest = new WildService(
                IngestMain.class, configuration(folder, "i"), aws.environment(), log(name + "-ingest.log"));
        services().forEach(WildService::awaitReady);
    }

    private static Path log(String name) {
        return Path.of("target", name);
    }

    private Path configuration(Path folder, String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".yml"), """
                kafka:
                  bootstrap.servers: %s
                topics:
                  partitions: %d
                  replication: 1
                http:
                  port: 0
                data-directory: %s
                ingest:
                  accounts:
                    ids: ['%s']
                  queue:
                    url: http://127.0.0.1/111122223333/events
                webhooks:
                  - name: test
                    url: %s
                    severity: low
                    discovery: [LIVE, BASELINE, LATE]
                    secret: made-up secret for tests
                """.formatted(
                        kafka.bootstrapServers(),
                        TOPICS.partitions(),
                        folder.resolve(name),
                        String.join("', '", ACCOUNTS),
                        recipient.url()));
    }

    Stream<WildService> services() {
        return Stream.of(detector, ingest);
    }

    /** In so many accounts more, alice gets a second key. */
    void violate(int accounts) {
        var next = ACCOUNTS.subList(used.size(), used.size() + accounts);
        next.forEach(account -> aws.account(account).createKey("alice"));
        used.addAll(next);
    }

    void awaitReady(boolean wanted) {
        services().forEach(service -> service.awaitReady(wanted));
    }

    /** Each violation so far was published once as opened, and the receiver of alerts was told; the queue is empty. */
    void awaitNothingLost() {
        try (var topics = new TopicReader(kafka.bootstrapServers(), TOPICS)) {
            await("each of " + used + " opened once").atMost(PATIENCE).untilAsserted(() -> {
                assertThat(opened(topics, event -> event.account().id())).containsExactlyInAnyOrderElementsOf(used);
                assertThat(queue.size()).isZero();
            });
            await("the receiver of alerts to be told").atMost(PATIENCE).untilAsserted(() -> assertThat(
                            recipient.posts().stream().map(Recipient.Post::eventId))
                    .containsAll(opened(topics, ViolationEvent::eventId)));
        }
    }

    private static List<String> opened(TopicReader topics, Function<ViolationEvent, String> what) {
        return topics.violations().stream()
                .filter(event -> event.type() == EventType.OPENED)
                .map(what)
                .toList();
    }

    @Override
    public void close() {
        services().forEach(WildService::close);
        recipient.close();
        aws.close();
        kafka.close();
    }
}
