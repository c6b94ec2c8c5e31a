package dev.lonekey.standalone.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.Outcome;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.standalone.prometheus.AlertRules;
import dev.lonekey.standalone.prometheus.Dashboards;
import dev.lonekey.standalone.prometheus.MetricsTable;
import dev.lonekey.standalone.prometheus.PrometheusServer;
import dev.lonekey.standalone.prometheus.RequiresPrometheus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes a real system in which all sorts of things happen, and is asked all that dashboards and alerts ask. */
@RequiresPrometheus
class PrometheusIT {

    private static final String ACCOUNT = "111122223333";
    /** Has no role that could be assumed. */
    private static final String FAILING = "444455556666";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Micrometer looks for new metrics of Kafka's clients once a minute. */
    private static final Duration UNTIL_ALL_ARE_BOUND = Duration.ofSeconds(150);

    @TempDir
    private static Path folder;

    private static MonitoredSystem system;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void letThingsHappen() throws Exception {
        system = new MonitoredSystem(
                folder,
                "accounts: {ids: ['%s', '%s']}, queue: {url: 'http://127.0.0.1/%s/events', silent-after: 1d}, history: {every: 5m}, archive: {bucket: example-trail, every: 5m}"
                        .formatted(ACCOUNT, FAILING, ACCOUNT));
        prometheus = new PrometheusServer(folder, system.detectorMetrics, system.ingestMetrics);
        await().atMost(PATIENCE).until(prometheus::isReady);
        await().atMost(PATIENCE).until(() -> number("sum(up{job=~\"lonekey.*\"})") == 2);
        var live = system.live;
        var account = live.aws.account(ACCOUNT);
        live.aws.bucket("example-trail").put("AWSLogs/%s/CloudTrail/us-east-1/".formatted(ACCOUNT), new byte[0]);
        account.forwardTo(live.aws.queue("events"));
        account.createUser("alice");
        account.createKey("alice");
        await().atMost(PATIENCE).until(() -> lastSnapshot(ACCOUNT).equals(Optional.of(Outcome.COMPLETED)));
        await().atMost(PATIENCE).until(() -> lastSnapshot(FAILING).equals(Optional.of(Outcome.FAILED)));
        // Counters are scraped before they grow: what is there at the first scrape is no increase.
        await().atMost(PATIENCE)
                .until(() -> number("sum(lonekey_violations_events_total)") == 0
                        && number("sum(lonekey_violations_open)") == 0);
        live.clock.advance(Duration.ofMinutes(5));
        var second = account.createKey("alice");
        account.createRootKey();
        await().atMost(PATIENCE).until(() -> seen(EventType.OPENED) == 2);
        live.clock.advance(Duration.ofMinutes(7));
        account.deleteKey("alice", second);
        await().atMost(PATIENCE).until(() -> seen(EventType.RESOLVED) == 1);
        live.clock.advance(Duration.ofHours(1));
        account.withoutEvents(() -> account.createKey("alice"));
        live.clock.advance(Duration.ofHours(11));
        await().atMost(PATIENCE).until(() -> seen(EventType.OPENED) == 3);
        live.aws.queue("events").send("nonsense");
        tellNonsense(live);
        await().atMost(PATIENCE)
                .until(() -> live.topics.records(Topic.DEAD_LETTERS).size() >= 2);
    }

    private static void tellNonsense(LiveSystem live) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", live.kafka().get("bootstrap.servers")),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var unused =
                    producer.send(new ProducerRecord<>("lonekey.iam-snapshots", ACCOUNT, "nonsense".getBytes(UTF_8)));
        }
    }

    @AfterAll
    static void stop() {
        prometheus.close();
        system.close();
    }

    @Test
    void everyQueryOfTheDashboards_hasNumbers() throws IOException {
        // Given
        var queries = Dashboards.queries();
        var users = new AtomicInteger();
        // When, Then
        await().atMost(UNTIL_ALL_ARE_BOUND).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            // Averages of Kafka's clients are no numbers after a while without traffic.
            system.live.aws.account(ACCOUNT).createUser("user-" + users.incrementAndGet());
            assertThat(queries).hasSizeGreaterThan(70).allSatisfy(query -> assertThat(
                            prometheus.hasNumber(query.filledIn()))
                    .as(query.title() + ": " + query.filledIn())
                    .isTrue());
        });
    }

    @Test
    void everythingThatAlertsLookAt_isThere() throws IOException {
        // Given
        var selectors = new TreeSet<String>();
        AlertRules.all()
                .forEach(alert ->
                        selectors.addAll(AlertRules.selectors(alert.get("expr").asText())));
        // When, Then
        await().atMost(UNTIL_ALL_ARE_BOUND).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                        selectors)
                .hasSizeGreaterThan(20)
                .allSatisfy(selector ->
                        assertThat(prometheus.hasNumber(selector)).as(selector).isTrue()));
    }

    @Test
    void alerts_areEvaluated_andTheRightOnesFire() {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            var firing = new TreeSet<String>();
            for (var group : prometheus.ruleGroups()) {
                for (var rule : group.get("rules")) {
                    assertThat(rule.get("health").asText())
                            .as(rule.get("name").asText() + rule.path("lastError"))
                            .isEqualTo("ok");
                    if (rule.get("state").asText().equals("firing")) {
                        firing.add(rule.get("name").asText());
                    }
                }
            }
            assertThat(firing)
                    .containsExactly(
                            "LonekeyCriticalViolationOpen",
                            "LonekeyDetectorDeadLetters",
                            "LonekeyDrift",
                            "LonekeyIngestDeadLetters");
        });
    }

    @Test
    void gauges_areAsTheTopicsSay() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(number("sum(lonekey_violations_open)")).isEqualTo(2);
            assertThat(number("sum(lonekey_violations_open{severity=\"critical\"})"))
                    .isEqualTo(1);
            assertThat(number("lonekey_account_violations_open{account=\"" + ACCOUNT + "\"}"))
                    .isEqualTo(2);
            assertThat(number("sum(lonekey_accounts)")).isEqualTo(2);
            assertThat(number("sum(lonekey_accounts{root=\"active\"})")).isEqualTo(1);
            assertThat(number("sum(lonekey_accounts_unlisted)")).isEqualTo(1);
            assertThat(number("sum(lonekey_accounts_drift)")).isEqualTo(1);
            assertThat(number("sum(lonekey_drift_keys_total)")).isEqualTo(1);
        });
    }

    @Test
    void metricsOfBothServices_areThoseOfTheDocumentation() throws Exception {
        // When
        var served = MetricsTable.served(List.of(scrape(system.detectorMetrics), scrape(system.ingestMetrics)));
        // Then
        assertThat(served).isEqualTo(MetricsTable.documented());
    }

    @Test
    void noUserAndNoKey_isALabel() throws Exception {
        assertThat(scrape(system.detectorMetrics) + scrape(system.ingestMetrics))
                .doesNotContain("alice")
                .doesNotContain("AKIA")
                .doesNotContain("\"root\"");
    }

    private static String scrape(URI metrics) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static double number(String expression) {
        var samples = prometheus.query(expression);
        return samples.isEmpty() ? -1 : samples.get(0).get("value").get(1).asDouble();
    }

    private static long seen(EventType type) {
        return system.live.topics.violations().stream()
                .filter(event -> event.type() == type)
                .count();
    }

    private static Optional<Outcome> lastSnapshot(String account) {
        return system.live.topics.accounts().stream()
                .filter(known -> known.accountId().equals(account))
                .findFirst()
                .flatMap(AccountStatus::lastSnapshot)
                .map(AccountStatus.SnapshotResult::outcome);
    }
}
