package dev.lonekey.standalone.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.detector.config.WebhookSettings;
import dev.lonekey.detector.view.View;
import dev.lonekey.detector.webhook.Events;
import dev.lonekey.detector.webhook.Webhook;
import dev.lonekey.runtime.config.ConfigurationFile;
import dev.lonekey.runtime.health.Health;
import dev.lonekey.standalone.subscribe.Recipient.Answers;
import dev.lonekey.standalone.subscribe.Recipient.Closes;
import dev.lonekey.standalone.subscribe.Recipient.Post;
import dev.lonekey.standalone.subscribe.Recipient.Stalls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a receiver gets to know, whatever happens to it, to us, and to who else takes part. */
class WebhookIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Events OTHER_ACCOUNT = Events.OPENED.account("444455556666");

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Publisher published;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws InterruptedException {
        published = new Publisher();
    }

    @AfterEach
    void stop() {
        published.close();
    }

    @Test
    void receiverFailsInEveryWayAndWeAreRestarted_eachEventIsTakenOnceInItsOrder() throws Exception {
        try (var recipient = new Recipient()) {
            // Given
            recipient.behave(
                    new Answers(500),
                    new Answers(200),
                    new Answers(429, "3"),
                    new Stalls(),
                    new Answers(200),
                    new Closes());
            // When
            try (var webhook = started(recipient.url())) {
                published.publish(5, Events.OPENED);
                published.publish(5, OTHER_ACCOUNT);
                await().atMost(PATIENCE).until(() -> recipient.taken().size() >= 4);
                assertThat(webhook.check().state()).isEqualTo(Health.State.UP);
            }
            recipient.behave(new Answers(503), new Stalls(), new Answers(200), new Answers(502));
            published.publish(5, Events.OPENED);
            try (var again = started(recipient.url())) {
                published.publish(5, OTHER_ACCOUNT);
                await().atMost(PATIENCE)
                        .until(() -> recipient.taken().size() >= published.ids().size());
                await().atMost(PATIENCE).until(() -> again.check().detail().startsWith("takes what is posted"));
            }
            // Then
            assertThat(recipient.taken()).containsExactlyInAnyOrderElementsOf(published.ids());
            assertThat(takenOf(recipient, "111122223333")).isSorted();
            assertThat(takenOf(recipient, "444455556666")).isSorted();
            assertThat(recipient.pauseAfter(429)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
            assertThat(count("taken")).isEqualTo(10 + 10);
            assertThat(count("refused")).isZero();
        }
    }

    @Test
    void receiverIsDownAtTheStart_getsEverythingWhenItIsUp() throws Exception {
        // Given
        var port = freePort();
        try (var webhook = started("http://127.0.0.1:" + port + "/secret-path")) {
            published.publish(3, Events.OPENED);
            await().atMost(PATIENCE).until(() -> webhook.check().detail().contains("cannot be reached"));
            // Then
            assertThat(webhook.check().state()).isEqualTo(Health.State.UP);
            assertThat(webhook.check().detail()).doesNotContain("secret-path");
            assertThat(gauge("lonekey.webhook.failing")).isEqualTo(1);
            await().atMost(PATIENCE).until(() -> gauge("lonekey.webhook.behind.seconds") > 1);
            // When
            try (var recipient = new Recipient(port)) {
                await().atMost(PATIENCE).until(() -> recipient.taken().size() >= 3);
                // Then
                assertThat(recipient.taken()).isEqualTo(published.ids());
                await().atMost(PATIENCE).until(() -> gauge("lonekey.webhook.behind.seconds") == 0);
                assertThat(gauge("lonekey.webhook.failing")).isZero();
            }
        }
    }

    @Test
    void firstStart_beginsThere_andLosesNothingFromThenOn() throws Exception {
        try (var recipient = new Recipient()) {
            // Given
            published.publish(3, Events.OPENED);
            try (var first = started(recipient.url())) {
                await().atMost(PATIENCE).until(() -> hasOffsets("lonekey.webhook.test"));
                assertThat(first.check().state()).isEqualTo(Health.State.UP);
            }
            // When
            var whileAway = published.publish(2, Events.OPENED);
            published.abort(Events.OPENED);
            published.publish("{\"schema\":");
            published.publish(1, Events.OPENED.discovery(Discovery.BASELINE));
            published.publish(1, Events.OPENED.severity(Severity.LOW));
            try (var again = started(recipient.url())) {
                var last = published.publish(1, Events.OPENED);
                // Then
                await().atMost(PATIENCE).until(() -> recipient.taken().containsAll(last));
                assertThat(recipient.taken()).containsExactly(whileAway.get(0), whileAway.get(1), last.get(0));
                assertThat(count("unreadable")).isEqualTo(1);
                assertThat(again.check().state()).isEqualTo(Health.State.UP);
            }
        }
    }

    @Test
    void publishedSinceWeWereMade_isToldEvenIfKafkaIsSlowToLetUsIn() throws Exception {
        try (var recipient = new Recipient();
                var webhook = webhook(recipient.url())) {
            // Given
            var ids = published.publish(2, Events.OPENED);
            // When
            webhook.start();
            // Then
            await().atMost(PATIENCE).until(() -> recipient.taken().equals(ids));
        }
    }

    @Test
    void eventThatIsRefused_isGivenUpAndHoldsUpNobody() throws Exception {
        try (var recipient = new Recipient();
                var webhook = started(recipient.url())) {
            // Given
            var ids = published.publish(1, Events.OPENED);
            recipient.refuse(ids.get(0)::equals);
            // When
            var others = published.publish(2, Events.OPENED);
            // Then
            await().atMost(PATIENCE).until(() -> recipient.taken().equals(others));
            assertThat(recipient.posts())
                    .filteredOn(post -> post.eventId().equals(ids.get(0)))
                    .hasSize(5);
            assertThat(count("refused")).isEqualTo(1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(webhook.check().detail())
                            .startsWith("takes what is posted to http://127.0.0.1:")
                            .contains("refused at last: " + ids.get(0)));
        }
    }

    @Test
    void receiverThatIsGone_isAskedSeldomAndNothingIsSkipped() throws Exception {
        try (var recipient = new Recipient()) {
            // Given
            recipient.behave(new Answers(404), new Answers(307));
            // When
            try (var webhook = started(recipient.url())) {
                var ids = published.publish(1, Events.OPENED);
                // Then
                await().atMost(PATIENCE)
                        .until(() -> webhook.check().detail().contains("answers 404, there is no such webhook"));
                await().atMost(PATIENCE).until(() -> recipient.taken().equals(ids));
                assertThat(recipient.pauseAfter(404)).isGreaterThan(Duration.ofSeconds(3));
            }
        }
    }

    @Test
    void receiverIsAwayForLongerThanTheGroupWaits_weStayInTheGroup() throws Exception {
        var impatient = new HashMap<>(published.kafka());
        impatient.put("max.poll.interval.ms", "3000");
        impatient.put("session.timeout.ms", "6000");
        try (var recipient = new Recipient();
                var webhook =
                        new Webhook(settings(recipient.url()), Publisher.TOPICS, impatient, Clock.systemUTC(), meters);
                var other = new Webhook(
                        settings(recipient.url()),
                        Publisher.TOPICS,
                        published.kafka(),
                        Clock.systemUTC(),
                        new SimpleMeterRegistry())) {
            // Given
            recipient.behave(new Answers(503, "8"));
            webhook.start();
            await().atMost(PATIENCE).until(() -> hasOffsets("lonekey.webhook.test"));
            var ids = published.publish(1, Events.OPENED);
            await().atMost(PATIENCE).until(() -> !recipient.posts().isEmpty());
            // When
            await().atMost(PATIENCE).until(() -> recipient.taken().equals(ids));
            // Then
            assertThat(recipient.pauseAfter(503)).isGreaterThanOrEqualTo(Duration.ofSeconds(8));
            assertThat(recipient.posts()).hasSize(2);
            // When
            other.start();
            published.publish(4, Events.OPENED);
            published.publish(4, OTHER_ACCOUNT);
            // Then
            await().atMost(PATIENCE).until(() -> recipient.taken().size() >= 9);
            assertThat(recipient.taken()).containsExactlyInAnyOrderElementsOf(published.ids());
        }
    }

    @Test
    void kafkaDoesNotLetUsRead_isFailingAllTheTime() throws Exception {
        // Given a broker that lets us into the group after a while, as brokers do, and then does not let us read
        askForPermission();
        allowToDescribeOnly("lonekey.violations");
        try (var recipient = new Recipient();
                var webhook = started(recipient.url())) {
            // When
            await().atMost(PATIENCE).until(() -> webhook.check().detail().contains("allow Read on topic"));
            // Then
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .during(Duration.ofSeconds(9))
                    .until(() -> gauge("lonekey.webhook.failing") == 1);
        }
    }

    @Test
    void kafkaDoesNotLetTheViewRead_isDownAllTheTime() throws Exception {
        // Given a broker that tells the ends of a topic, but not what is in it
        askForPermission();
        allowToDescribeOnly("lonekey.violations.current");
        try (var view = new View(Publisher.TOPICS, published.kafka())) {
            // When
            view.start();
            await().atMost(PATIENCE).until(() -> view.check().detail().contains("cannot read violations"));
            // Then
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .during(Duration.ofSeconds(9))
                    .until(() -> view.check().detail().contains("cannot read violations"));
        }
    }

    private void askForPermission() throws InterruptedException {
        published.close();
        published = new Publisher(Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "true",
                "group.initial.rebalance.delay.ms",
                "1000"));
    }

    private void allowToDescribeOnly(String topic) throws Exception {
        var describe = new AccessControlEntry("User:ANONYMOUS", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW);
        try (var admin = Admin.create(Map.<String, Object>copyOf(published.kafka()))) {
            admin.createAcls(List.of(new AclBinding(
                            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL), describe)))
                    .all()
                    .get();
        }
    }

    @Test
    void receiverIsSlowAndWeAreToEnd_weWaitForItOnceAndNotLong() throws Exception {
        try (var recipient = new Recipient()) {
            // Given
            recipient.behave(new Stalls());
            var webhook = webhook(recipient.url(), Duration.ofSeconds(30));
            webhook.start();
            published.publish(1, Events.OPENED);
            await().atMost(PATIENCE).until(() -> !recipient.posts().isEmpty());
            // When
            var begin = System.nanoTime();
            webhook.close();
            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(9));
        }
    }

    /** An event that was taken comes again if we are killed before we have written so: once for each kill at most. */
    @Test
    void detectorIsKilled_losesNothingAndRepeatsOneAtMost() throws Exception {
        var log = Path.of("target", "webhook-detector.log");
        try (var recipient = new Recipient()) {
            // Given
            var configuration = configuration(recipient.url());
            try (var killed = new DetectorProcess(configuration, log)) {
                await().atMost(PATIENCE).until(() -> hasOffsets("lonekey.webhook.test"));
                published.publish(20, Events.OPENED);
                recipient.behave(new Answers(500));
                // When
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> recipient.taken().size() >= 5);
                killed.kill();
            }
            var again = published.publish(5, OTHER_ACCOUNT);
            try (var detector = new DetectorProcess(configuration, log)) {
                // Then
                await().atMost(PATIENCE).until(() -> recipient.taken().containsAll(published.ids()));
                assertThat(detector.isAlive()).isTrue();
            }
            assertThat(recipient.taken())
                    .containsAll(again)
                    .hasSizeLessThanOrEqualTo(published.ids().size() + 1);
            assertThat(new HashSet<>(recipient.taken())).hasSameSizeAs(published.ids());
            assertThat(recipient.posts())
                    .extracting(Post::signature)
                    .allMatch(value -> value.matches("t=\\d+,v1=[0-9a-f]{64}"));
            assertThat(log).content().doesNotContain("secret");
        }
    }

    private Webhook started(String url) throws IOException {
        var webhook = webhook(url);
        webhook.start();
        return webhook;
    }

    private Webhook webhook(String url, Duration timeout) throws IOException {
        var file = Files.writeString(
                folder.resolve("patient.yml"),
                Files.readString(configuration(url)).replace("timeout: 1s", "timeout: " + timeout.toSeconds() + "s"));
        var settings = ConfigurationFile.read(file, DetectorConfiguration.class, Map.of())
                .webhooks()
                .get(0);
        return new Webhook(settings, Publisher.TOPICS, published.kafka(), Clock.systemUTC(), meters);
    }

    private Webhook webhook(String url) throws IOException {
        return new Webhook(settings(url), Publisher.TOPICS, published.kafka(), Clock.systemUTC(), meters);
    }

    private WebhookSettings settings(String url) throws IOException {
        return ConfigurationFile.read(configuration(url), DetectorConfiguration.class, Map.of())
                .webhooks()
                .get(0);
    }

    private Path configuration(String url) throws IOException {
        return Files.writeString(folder.resolve("lonekey.yml"), """
                kafka:
                  bootstrap.servers: %s
                  session.timeout.ms: 6000
                topics:
                  partitions: %d
                  replication: 1
                http:
                  port: 0
                data-directory: %s
                webhooks:
                  - name: test
                    url: %s
                    severity: medium
                    secret: made-up secret for tests
                    timeout: 1s
                """.formatted(
                        published.bootstrapServers(), Publisher.TOPICS.partitions(), folder.resolve("data"), url));
    }

    private boolean hasOffsets(String group) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>copyOf(published.kafka()))) {
            return admin.listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .size()
                    == Publisher.TOPICS.partitions();
        }
    }

    private List<String> takenOf(Recipient recipient, String account) {
        return recipient.posts().stream()
                .filter(post -> post.answer() == 200 && post.body().contains("\"id\":\"" + account + "\""))
                .map(Post::eventId)
                .toList();
    }

    private double count(String outcome) {
        return meters.get("lonekey.webhook.posts")
                .tags("webhook", "test", "outcome", outcome)
                .counter()
                .count();
    }

    private double gauge(String name) {
        return meters.get(name).tag("webhook", "test").gauge().value();
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
