package dev.lonekey.standalone.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.detector.DetectorMain;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import dev.lonekey.standalone.process.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two detectors in processes of their own, stopped and started in turn as an upgrade does it, while events flow. */
class RollingRestartIT {

    private static final Logger LOG = LoggerFactory.getLogger(RollingRestartIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long EVERY_MS = 100;

    /** Accounts of both partitions, so that each detector has work. */
    private static final List<String> ACCOUNTS =
            List.of("111122223333", "444455556666", "777788889999", "123456789012");

    @TempDir
    private Path folder;

    /** By user: when the event was written from which its violation follows, and what was done to the detectors then. */
    private final Map<String, Instant> writtenAt = new ConcurrentHashMap<>();

    private final Map<String, String> stepOf = new ConcurrentHashMap<>();
    private final AtomicReference<String> step = new AtomicReference<>("both run");
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private int users;

    @Test
    void eachIsStoppedAndStartedInTurn_nothingIsLostOrDoubled() throws Exception {
        assertThat(ACCOUNTS).extracting(Topics.EMBEDDED::partitionOf).contains(0, 1);
        var writing = Executors.newSingleThreadScheduledExecutor();
        try (var broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of())) {
            broker.start();
            try (var kafka = new KafkaProbe(broker.bootstrapServers());
                    var source = new KafkaProbe(broker.bootstrapServers());
                    var one = new Instance("one", broker.bootstrapServers());
                    var other = new Instance("other", broker.bootstrapServers())) {
                // Given
                kafka.create(
                        Stream.of(Topic.values()).map(Topics.EMBEDDED::newTopic).toList());
                one.start();
                other.start();
                one.awaitReady();
                other.awaitReady();
                var told = writing.scheduleAtFixedRate(() -> tell(source), 0, EVERY_MS, TimeUnit.MILLISECONDS);
                // When
                for (var instance : List.of(other, one)) {
                    awaitUsers(20);
                    step.set(instance.name + " is stopped");
                    instance.close();
                    step.set(instance.name + " is away");
                    awaitUsers(20);
                    step.set(instance.name + " is started");
                    instance.start();
                    instance.awaitReady();
                    step.set("both run");
                }
                assertThat(told.isDone()).isFalse();
                writing.shutdown();
                assertThat(writing.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
                // Then
                assertThat(failure.get()).isNull();
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                                events(kafka).stream().filter(event -> event.type() == EventType.RESOLVED))
                        .hasSizeGreaterThanOrEqualTo(writtenAt.size()));
                assertThatNothingIsLostOrDoubled(events(kafka));
            }
        } finally {
            writing.shutdownNow();
        }
    }

    private void awaitUsers(int more) {
        var until = writtenAt.size() + more;
        await().atMost(PATIENCE).until(() -> writtenAt.size() >= until || failure.get() != null);
    }

    /** A user gets two keys, and loses one of them again: OPENED and RESOLVED. */
    private void tell(KafkaProbe source) {
        try {
            var account = ACCOUNTS.get(users % ACCOUNTS.size());
            var user = "user-" + users++;
            var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            var first = "AKIA%08dAEXAMPLE".formatted(users);
            var second = "AKIA%08dBEXAMPLE".formatted(users);
            write(source, account, Trail.keyCreated(user, first, now.minusSeconds(3)));
            write(source, account, Trail.keyCreated(user, second, now.minusSeconds(2)));
            stepOf.put(user, step.get());
            writtenAt.put(user, Instant.now());
            write(source, account, Trail.keyDeleted(user, first, now.minusSeconds(1)));
        } catch (Exception | AssertionError e) {
            failure.set(e);
            throw new IllegalStateException(e);
        }
    }

    private static void write(KafkaProbe source, String account, String record) throws Exception {
        source.write(
                Topics.EMBEDDED.name(Topic.CLOUDTRAIL),
                account,
                record.replace("\"111122223333\"", "\"" + account + "\""));
    }

    private static List<ViolationEvent> events(KafkaProbe kafka) {
        return kafka.values(Topics.EMBEDDED.name(Topic.VIOLATIONS)).stream()
                .map(json -> ViolationEvent.fromJson(json.getBytes(UTF_8)))
                .toList();
    }

    private void assertThatNothingIsLostOrDoubled(List<ViolationEvent> events) {
        assertThat(events).extracting(ViolationEvent::eventId).doesNotHaveDuplicates();
        var byUser = new HashMap<String, String>();
        var longest = new TreeMap<String, Duration>();
        for (var event : events) {
            var user = event.principal().name();
            byUser.merge(user, event.type() + " " + event.revision(), (before, next) -> before + ", " + next);
            if (event.type() == EventType.OPENED) {
                longest.merge(
                        stepOf.get(user),
                        Duration.between(writtenAt.get(user), event.detectedAt()),
                        (some, another) -> some.compareTo(another) > 0 ? some : another);
            }
        }
        LOG.warn("longest wait for an event, by what was done to the detectors when it was written: {}", longest);
        assertThat(byUser.keySet()).containsExactlyInAnyOrderElementsOf(writtenAt.keySet());
        assertThat(byUser.values()).containsOnly("OPENED 1, RESOLVED 2");
    }

    /** {@code lonekey detector}, with a standby of what the other does. */
    private final class Instance implements AutoCloseable {

        private static final Pattern HEALTH = Pattern.compile("health is at (http://\\S+/health/ready)");

        private final String name;
        private final Path configuration;
        private final Path log;
        private Optional<ServiceProcess> process = Optional.empty();

        Instance(String name, String bootstrapServers) throws IOException {
            this.name = name;
            this.log = folder.resolve(name + ".log");
            this.configuration = Files.writeString(
                    folder.resolve(name + ".yml"), """
                    kafka:
                      bootstrap.servers: %s
                    topics:
                      partitions: 2
                      replication: 1
                    http:
                      port: 0
                    data-directory: %s
                    detector:
                      standby-replicas: 1
                    """.formatted(bootstrapServers, folder.resolve(name)));
        }

        void start() throws IOException {
            Files.writeString(log, ""); // or else the address of the one before is found in it
            process = Optional.of(ServiceProcess.start(DetectorMain.class, configuration, Map.of(), log, "-Xmx256m"));
        }

        void awaitReady() {
            await().atMost(PATIENCE).untilAsserted(() -> {
                var said = Files.readString(log);
                assertThat(process.orElseThrow().isAlive()).as(said).isTrue();
                var health = HEALTH.matcher(said);
                assertThat(health.find()).as(said).isTrue();
                var answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(health.group(1)))
                                        .build(),
                                BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            });
        }

        /** With SIGTERM. */
        @Override
        public void close() {
            process.ifPresent(ServiceProcess::close);
        }
    }
}
