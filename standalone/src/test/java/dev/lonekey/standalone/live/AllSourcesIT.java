package dev.lonekey.standalone.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.ingest.standin.StandInAccount;
import dev.lonekey.standalone.path.Trail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same events come by queue, event history and archive: whatever one source misses another brings, and doubles are one. */
class AllSourcesIT {

    private static final String ACCOUNT = "111122223333";
    private static final String BUCKET = "example-trail";
    private static final String OWN_TOPIC = "company.cloudtrail";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void sameEventsByEverySource_areOneViolation_andCountedAsDuplicates() throws Exception {
        try (var live = new LiveSystem(folder, settings())) {
            // Given
            var account = live.aws.account(ACCOUNT);
            account.forwardTo(live.aws.queue("events"));
            awaitSnapshot(live);
            live.clock.advance(Duration.ofMinutes(5));
            account.createUser("alice");
            account.createKey("alice");
            // When
            account.createKey("alice");
            putFile(live, account, account.records());
            live.clock.advance(Duration.ofMinutes(10));
            // Then
            await().atMost(PATIENCE)
                    .until(() -> live.topics.records(Topic.CLOUDTRAIL).size()
                            >= 3 * account.records().size());
            await().atMost(PATIENCE)
                    .until(() -> duplicates(live) >= 2 * account.records().size());
            assertThat(live.topics.violations()).singleElement().satisfies(event -> assertThat(event.type())
                    .isEqualTo(EventType.OPENED));
        }
    }

    @Test
    void sameEventsByTheUsersOwnTopicAsWell_areStillOneViolation() throws Exception {
        try (var live = LiveSystem.prepared(folder, settings(), "cloudtrail-topic: " + OWN_TOPIC);
                var own = new KafkaProducer<>(
                        Map.of("bootstrap.servers", live.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer());
                var admin = Admin.create(Map.of("bootstrap.servers", live.bootstrapServers()))) {
            // Given
            admin.createTopics(List.of(new NewTopic(OWN_TOPIC, 3, (short) 1)))
                    .all()
                    .get();
            live.start();
            var account = live.aws.account(ACCOUNT);
            account.forwardTo(live.aws.queue("events"));
            awaitSnapshot(live);
            live.clock.advance(Duration.ofMinutes(5));
            account.createUser("alice");
            account.createKey("alice");
            // When
            account.createKey("alice");
            var records = account.records();
            own.send(new ProducerRecord<>(OWN_TOPIC, "any", "{\"Records\":[" + String.join(",", records) + "]}"))
                    .get();
            putFile(live, account, records);
            live.clock.advance(Duration.ofMinutes(10));
            // Then
            await().atMost(PATIENCE).until(() -> duplicates(live) >= 3 * records.size());
            await().atMost(PATIENCE).until(() -> !live.topics.violations().isEmpty());
            assertThat(live.topics.violations()).singleElement().satisfies(event -> assertThat(event.type())
                    .isEqualTo(EventType.OPENED));
            assertThat(live.topics.records(Topic.DEAD_LETTERS)).isEmpty();
        }
    }

    @Test
    void whatTheQueueMisses_theHistoryBrings_andWhatBothMiss_theArchive() throws Exception {
        try (var live = new LiveSystem(folder, settings())) {
            // Given
            var account = live.aws.account(ACCOUNT);
            awaitSnapshot(live);
            live.clock.advance(Duration.ofMinutes(5));
            account.createUser("alice");
            account.createKey("alice");
            account.createKey("alice");
            // When
            live.clock.advance(Duration.ofMinutes(10));
            // Then
            await().atMost(PATIENCE).until(() -> live.topics.violations().size() == 1);
            // When
            live.clock.advance(Duration.ofMinutes(1));
            account.history().showAfter(Duration.ofDays(1));
            account.createUser("bob");
            account.createKey("bob");
            account.createKey("bob");
            putFile(live, account, account.records());
            live.clock.advance(Duration.ofMinutes(10));
            // Then
            await().atMost(PATIENCE).until(() -> live.topics.violations().size() == 2);
            assertThat(live.topics.violations())
                    .extracting(event -> event.principal().name())
                    .containsExactly("alice", "bob");
        }
    }

    @Test
    void firstLookBack_alarmsNobody() throws Exception {
        // Given
        try (var live = new LiveSystem(folder, Topics.EMBEDDED, "history: {every: 5m, look-back: 90d}", aws -> {
            aws.account(ACCOUNT).usersAtOnce(3, number -> "listed" + number);
            for (var number = 0; number < 3; number++) {
                aws.account(ACCOUNT).createKey("listed" + number, Instant.now().minus(Duration.ofDays(200)));
            }
            for (var days = 2; days < 90; days += 20) {
                var made = Instant.now().minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
                for (var number = 0; number < 2; number++) {
                    var key = "AKIA%02dEXAMPLE%07d".formatted(days, number);
                    aws.account(ACCOUNT)
                            .history()
                            .add(Trail.keyCreated("user" + days, key, made.plusSeconds(60L * number)));
                }
            }
        })) {
            // When
            await().atMost(PATIENCE).until(() -> opened(live).size() == 8);
            awaitSnapshot(live);
            // Then
            assertThat(opened(live)).allMatch(event -> event.discovery() != Discovery.LIVE);
            assertThat(opened(live))
                    .filteredOn(event -> event.principal().name().startsWith("listed"))
                    .hasSize(3)
                    .allMatch(event -> event.discovery() == Discovery.BASELINE);
        }
    }

    private static List<ViolationEvent> opened(LiveSystem live) {
        return live.topics.violations().stream()
                .filter(event -> event.type() == EventType.OPENED)
                .toList();
    }

    private static double duplicates(LiveSystem live) {
        return live.meters
                .counter("lonekey.detector.input", "kind", "duplicate")
                .count();
    }

    private static String settings() {
        return "queue: {url: 'http://127.0.0.1/" + ACCOUNT + "/events'}, history: {every: 5m}, archive: {bucket: "
                + BUCKET + ", every: 5m}";
    }

    private static void putFile(LiveSystem live, StandInAccount account, List<String> records) throws IOException {
        var time = live.clock.instant().atOffset(ZoneOffset.UTC);
        var key = "AWSLogs/%s/CloudTrail/us-east-1/%s/%s_CloudTrail_us-east-1_%s_%016d.json.gz"
                .formatted(
                        account.id(),
                        DateTimeFormatter.ofPattern("yyyy/MM/dd").format(time),
                        account.id(),
                        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").format(time),
                        1);
        var file = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(file)) {
            gzip.write(("{\"Records\":[" + String.join(",", records) + "]}").getBytes(UTF_8));
        }
        live.aws.bucket(BUCKET).put(key, file.toByteArray());
    }

    private static void awaitSnapshot(LiveSystem live) {
        await().atMost(PATIENCE).until(() -> live.topics.accounts().stream()
                .map(AccountStatus::lastSnapshot)
                .anyMatch(Optional::isPresent));
    }
}
