package dev.lonekey.standalone.path;

import static dev.lonekey.standalone.path.SecuredBroker.ADMIN;
import static dev.lonekey.standalone.path.SecuredBroker.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.DetectorMain;
import dev.lonekey.ingest.IngestMain;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.standalone.CommandLine;
import dev.lonekey.standalone.subscribe.Recipient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret in every place where one can enter: none may come out again, through success, failure and the most talkative logs. */
class SecretsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String MEMBER = "444455556666";

    private static final String AWS_SECRET = "canary-aws-secret-access-key";
    private static final String AWS_TOKEN = "canary-aws-session-token";
    /** What the stand-in for AWS issues when a role is assumed. */
    private static final List<String> ASSUMED = List.of("made-up-secret", "made-up-token");

    private static final String EXTERNAL_ID = "canary-external-id";
    private static final String HTTP_TOKEN = "canary-http-token-0123456789";
    private static final String WRONG_TOKEN = "canary-wrong-token-0123456789";
    private static final String WEBHOOK_PATH = "canary-webhook-path";
    private static final String WEBHOOK_SECRET = "canary-webhook-secret";
    /** In the answer of an AWS that says again what was signed, as it does when a signature is wrong. */
    private static final String IN_AN_ANSWER = "canary-in-an-answer-of-aws";

    private static final String KEY_IN_RECORD = "canary-secret-key-in-a-record";
    private static final String PASSWORD_IN_RECORD = "canary-password-in-a-record";
    private static final String IN_BAD_RECORD = "canary-in-a-bad-record";

    private static final List<String> IN_INPUT = List.of(KEY_IN_RECORD, PASSWORD_IN_RECORD, IN_BAD_RECORD);

    @TempDir
    private static Path folder;

    private static SecuredBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.withTopics(folder);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void secretsOfEveryKind_comeOutNowhere() throws Exception {
        try (var aws = AwsStandIn.start(Clock.systemUTC());
                var recipient = new Recipient();
                var refusing = new Recipient();
                var probe = new KafkaProbe(broker.client(ADMIN, password(ADMIN)))) {
            // Given
            refusing.refuse(event -> true);
            aws.faults().requireExternalId(MEMBER, EXTERNAL_ID);
            var queue = aws.queue("events");
            var home = aws.account(aws.homeAccount());
            home.forwardTo(queue);
            aws.account(MEMBER).createUser("bob");
            aws.faults().failWith(MEMBER, "iam:ListUsers", 403, "SignatureDoesNotMatch", signedText());
            var configuration = configuration(queue.url(), recipient, refusing);
            try (var detector = TalkativeService.start(DetectorMain.class, configuration, environment(Map.of()));
                    var ingest =
                            TalkativeService.start(IngestMain.class, configuration, environment(aws.environment()))) {
                detector.awaitReady();
                ingest.awaitReady();
                // When
                home.withoutEvents(() -> {
                    home.createUser("carol");
                    home.createKey("carol");
                    home.createKey("carol");
                });
                home.records().stream().map(SecretsIT::withSecrets).forEach(home::deliver);
                queue.send("{\"detail\":\"" + IN_BAD_RECORD);
                probe.write(
                        "lonekey.cloudtrail",
                        aws.homeAccount(),
                        "{\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"CreateAccessKey\",\"requestParameters\":{\"password\":\""
                                + IN_BAD_RECORD + "\"}}");
                // Then
                await().atMost(PATIENCE).until(() -> recipient.posts().stream()
                        .anyMatch(post -> post.body().contains("carol")));
                await().atMost(PATIENCE).until(() -> !refusing.posts().isEmpty());
                await().atMost(PATIENCE)
                        .until(() -> probe.values("lonekey.dead-letters").size() >= 2
                                && probe.values("lonekey.cloudtrail").stream()
                                        .anyMatch(record ->
                                                record.contains(KEY_IN_RECORD) && record.contains(PASSWORD_IN_RECORD)));
                await().atMost(PATIENCE)
                        .until(() -> detector.get("/health/ready", "").contains("cannot be reached"));
                // When
                aws.faults().expireTokens("*");
                await().atMost(PATIENCE)
                        .until(() -> ingest.get("/health/ready", "").contains("expired"));
                // Then
                for (var service : List.of(detector, ingest)) {
                    assertNoSecrets(service.get("/metrics", ""));
                    assertNoSecrets(service.get("/health/live", "") + service.get("/health/ready", ""));
                }
                assertThat(detector.get("/api/violations", HTTP_TOKEN)).contains("carol");
                for (var path :
                        List.of("/api/violations", "/api/accounts", "/api/summary", "/api/openapi.yaml", "/api/none")) {
                    assertNoSecrets(detector.get(path, HTTP_TOKEN));
                    assertNoSecrets(detector.get(path, WRONG_TOKEN));
                }
                assertThat(ingest.said()).contains("account " + MEMBER + ": ");
                assertNoSecrets(detector.said());
                assertNoSecrets(ingest.said());
                assertTopicsHoldNoSecrets(probe);
                assertThat(recipient.posts())
                        .noneMatch(post -> IN_INPUT.stream().anyMatch(post.body()::contains));
            }
        }
    }

    @Test
    void wrongKafkaPassword_isNotTold() throws Exception {
        // When
        var run = CommandLine.lonekey(
                "detector",
                "--verbose",
                "-c",
                broker.configuration("reader", broker.client("reader", "canary-kafka-password")));
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("Authentication failed", "\tat ").doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: {bootstrap.servers: 'localhost:1', security.protocol: SASL_PLAINTEXT, sasl.mechanism: PLAIN, sasl.jaas.config: 'a.Module required password=\"x\"canary-rest;'}",
                "kafka: {bootstrap.servers: 'localhost:1', security.protocol: SASL_PLAINTEXT, sasl.mechanism: PLAIN, sasl.jaas.config: 'canary-password'}",
                "kafka: {bootstrap.servers: 'localhost:1', security.protocol: SASL_PLAINTEXT, sasl.mechanism: PLAIN, sasl.jaas.config: 'a.Module canary-password;'}",
                "kafka: {bootstrap.servers: 'localhost:1', security.protocol: SSL, ssl.keystore.type: PEM, ssl.keystore.key: canary-key, ssl.keystore.certificate.chain: canary-chain}",
                "http: {token: canary}",
                "http: {token: canary with blanks in it}",
                "http: {token: *canary-token-0123456789}",
                "http: {token: !canary-token-0123456789}",
                "http: {token: @canary-token-0123456789}",
                "http: {token: %canary-token-0123456789}",
                "http: {token: \"canary-token-0123456789\\canary\"}",
                "http: {token: 'canary-token-0123456789}",
                "http: {token: canary: token}",
                "http: {token: [canary-token-0123456789]}",
                "webhooks: [{name: a, url: 'https://example.com/canary path'}]",
                "webhooks: [{name: a, url: 'canary://example.com/'}]",
                "webhooks: [{name: a, url: 'https://user:canary@example.com/'}]",
                "webhooks: [{name: a, url: 'https://example.com/', secret: canary}]",
            })
    void settingWithASecretIsWrong_mistakeDoesNotTellIt(String yaml) throws IOException {
        // Given
        var file = Files.writeString(
                folder.resolve("wrong.yml"),
                yaml + (yaml.startsWith("kafka:") ? "\n" : "\nkafka: {bootstrap.servers: 'localhost:1'}\n")
                        + (yaml.startsWith("http:") ? "" : "http: {port: 0}\n") + "data-directory: "
                        + folder.resolve("wrong") + "\n");
        // When
        var run = CommandLine.lonekey("detector", "-c", file.toString());
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("lonekey: ").doesNotContain("canary");
    }

    private static void assertTopicsHoldNoSecrets(KafkaProbe probe) {
        for (var topic : Topic.values()) {
            var values = probe.values(Topics.CLUSTER.name(topic));
            var takesInputAsItCame = topic == Topic.CLOUDTRAIL || topic == Topic.DEAD_LETTERS;
            values.forEach(value -> assertThat(value)
                    .as("%s", topic)
                    .doesNotContain(ownSecrets())
                    .satisfies(text -> assertThat(
                                    takesInputAsItCame || IN_INPUT.stream().noneMatch(text::contains))
                            .isTrue()));
        }
    }

    /** Nothing in a text, told by the lines in which there is something. */
    private static void assertNoSecrets(String text) {
        var secrets = Stream.concat(Stream.of(ownSecrets()), IN_INPUT.stream()).toList();
        assertThat(text.lines()
                        .filter(line -> secrets.stream().anyMatch(line::contains))
                        .map(line -> line.substring(0, Math.min(300, line.length())))
                        .distinct())
                .isEmpty();
    }

    private static CharSequence[] ownSecrets() {
        return Stream.concat(
                        ASSUMED.stream(),
                        Stream.of(
                                AWS_SECRET,
                                AWS_TOKEN,
                                EXTERNAL_ID,
                                HTTP_TOKEN,
                                WRONG_TOKEN,
                                WEBHOOK_PATH,
                                WEBHOOK_SECRET,
                                IN_AN_ANSWER,
                                password(ADMIN)))
                .toArray(CharSequence[]::new);
    }

    private static String withSecrets(String record) {
        return record.replace(
                        "\"status\":\"Active\"", "\"status\":\"Active\",\"secretAccessKey\":\"" + KEY_IN_RECORD + "\"")
                .replace(
                        "\"requestParameters\":{",
                        "\"requestParameters\":{\"password\":\"" + PASSWORD_IN_RECORD + "\",");
    }

    private static String signedText() {
        return "The request signature we calculated does not match the signature you provided. The Canonical String for this request should have been 'POST / x-amz-security-token:"
                + IN_AN_ANSWER + "'";
    }

    private static Map<String, String> environment(Map<String, String> aws) throws IOException {
        var environment = new HashMap<>(aws);
        environment.put("AWS_SECRET_ACCESS_KEY", AWS_SECRET);
        environment.put("AWS_SESSION_TOKEN", AWS_TOKEN);
        environment.put("KAFKA_PASSWORD", password(ADMIN));
        environment.put("EXTERNAL_ID", EXTERNAL_ID);
        environment.put("WEBHOOK_PATH", WEBHOOK_PATH);
        environment.put("WEBHOOK_SECRET", WEBHOOK_SECRET);
        environment.put(
                "HTTP_TOKEN_FILE",
                Files.writeString(folder.resolve("token"), HTTP_TOKEN).toString());
        return environment;
    }

    private static Path configuration(String queue, Recipient recipient, Recipient refusing) throws IOException {
        return Files.writeString(folder.resolve("lonekey.yml"), """
                kafka:
                  bootstrap.servers: %s
                  security.protocol: SASL_SSL
                  sasl.mechanism: PLAIN
                  sasl.jaas.config: org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="${KAFKA_PASSWORD}";
                  ssl.truststore.type: PEM
                  ssl.truststore.location: %s
                topics: {partitions: 2, replication: 1}
                http: {port: 0, token: "${HTTP_TOKEN}"}
                data-directory: %s
                ingest:
                  accounts: {ids: ["111122223333", "%s"]}
                  role: {external-id: "${EXTERNAL_ID}"}
                  queue: {url: "%s"}
                  history: {every: 1m}
                webhooks:
                  - {name: takes, url: "%s/${WEBHOOK_PATH}", secret: "${WEBHOOK_SECRET}"}
                  - {name: refuses, url: "%s/${WEBHOOK_PATH}", format: slack}
                  - {name: gone, url: "http://127.0.0.1:%d/${WEBHOOK_PATH}", format: teams}
                """.formatted(
                        broker.bootstrapServers(),
                        broker.authority(),
                        folder.resolve("data"),
                        MEMBER,
                        queue,
                        recipient.url(),
                        refusing.url(),
                        freePort()));
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
