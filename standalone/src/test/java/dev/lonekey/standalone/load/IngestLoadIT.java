package dev.lonekey.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.Json;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.standalone.chaos.Committed;
import dev.lonekey.standalone.live.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ingest with 256 MiB of heap, a queue that is full, and accounts that never answer. In full by {@code mvn verify -Pload}. */
class IngestLoadIT {

    private static final boolean WHOLE = Boolean.getBoolean("lonekey.load");
    private static final int MESSAGES = Integer.getInteger("lonekey.load.messages", WHOLE ? 100_000 : 2_000);
    private static final int WELL = WHOLE ? 200 : 20;
    private static final int STUCK = 10;
    private static final int USERS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(WHOLE ? 30 : 10);
    private static final int MOST_KEPT = 128;

    private final AwsStandIn aws = AwsStandIn.start(Clock.systemUTC());
    private LoadBroker broker;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        broker = new LoadBroker(WHOLE, 12);
    }

    @AfterEach
    void stop() {
        broker.close();
        aws.close();
    }

    @Test
    void fullQueueAndAccountsThatNeverAnswer_holdUpNobodyElse() throws Exception {
        // Given
        for (var number = 0; number < WELL + STUCK; number++) {
            aws.organization().add(account(number), "account " + number, "Root/Test");
            aws.account(account(number)).usersAtOnce(USERS, user -> "user-" + user);
            if (number >= WELL) {
                aws.faults().delay(account(number), "iam:*", Duration.ofHours(1));
            }
        }
        fillQueue();
        var course = new Course("s", "queue", "heap MiB", "RSS MiB", "threads");
        var begin = Instant.now();
        try (var ingest = new ServiceProcess("ingest", configuration(), folder, aws.environment(), "256m")) {
            // When
            await("queue to be empty")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(WHOLE ? 10 : 1))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> {
                        ingest.requireAlive();
                        var left = aws.queue("events").size();
                        course.add(
                                Duration.between(begin, Instant.now()),
                                left,
                                ingest.measured.keptNow(),
                                ingest.measured.resident(),
                                ingest.measured.metric("jvm_threads_live_threads"));
                        course.write(Path.of("target", "queue.md"), "%,d messages".formatted(MESSAGES));
                        return left == 0;
                    });
            var seconds = Figures.secondsSince(begin);
            await("all accounts but the stuck ones to be listed")
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> ingest.measured.metric("lonekey_ingest_accounts_unlisted") == STUCK);
            // Then
            Figures.say(
                    "queue on %s: %,d messages gone %.0f s after the start of the process: %,.0f a second; %d accounts listed after %.0f s beside %d that never answer"
                            .formatted(
                                    broker.kind,
                                    MESSAGES,
                                    seconds,
                                    MESSAGES / seconds,
                                    WELL,
                                    Figures.secondsSince(begin),
                                    STUCK));
            Figures.say("  " + ingest.measured.summary());
            var told = keysTold();
            assertThat(IntStream.range(0, MESSAGES).mapToObj(IngestLoadIT::key).filter(key -> !told.contains(key)))
                    .as("messages that were lost")
                    .isEmpty();
            assertThat(broker.ends(List.of(Topic.DEAD_LETTERS)).values()).containsOnly(0L);
            assertThat(ingest.measured.keptNow()).isLessThan(MOST_KEPT);
        }
    }

    private void fillQueue() {
        var sender = aws.account("777788889999");
        sender.forwardTo(aws.queue("events"));
        var at = Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        for (var number = 0; number < MESSAGES; number++) {
            sender.deliver(Records.created("777788889999", "user-" + number, key(number), at));
        }
        assertThat(aws.queue("events").size()).isEqualTo(MESSAGES);
    }

    private static String key(int number) {
        return "AKIAQUEUE%07dEXAMPLE".formatted(number);
    }

    /** The keys that the records on the topic tell of; one that came twice is there once. */
    private Set<String> keysTold() throws IOException {
        var told = new HashSet<String>();
        for (var record : Committed.records(
                broker.bootstrapServers, broker.topics.name(Topic.CLOUDTRAIL), broker.topics.partitions())) {
            told.add(Json.MAPPER
                    .readTree(record.value())
                    .at("/responseElements/accessKey/accessKeyId")
                    .asText());
        }
        return told;
    }

    private static String account(int number) {
        return "%012d".formatted(444_455_550_000L + number);
    }

    private Path configuration() throws IOException {
        return Files.writeString(folder.resolve("lonekey.yml"), """
                kafka: {bootstrap.servers: "%s"}
                topics: {replication: 1}
                http: {port: 0}
                ingest:
                  accounts: {organization: true, exclude: ["111122223333"]}
                  queue: {url: "%s"}
                """.formatted(
                        broker.bootstrapServers, aws.queue("events").url()));
    }
}
