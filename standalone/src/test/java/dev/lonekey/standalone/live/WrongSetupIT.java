package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ingest in a process of its own, with the SDK's own search for credentials and hosts, and the log as it is delivered. */
class WrongSetupIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 2, (short) 1);
    private static final Pattern HEALTH = Pattern.compile("health is at (\\S+),");
    private static final String LOGGING = "-Dlogback.configurationFile="
            + Path.of("..", "runtime", "src", "main", "resources", "logback.xml")
                    .toAbsolutePath();

    private final EmbeddedBroker broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        broker.start();
        try (var cluster = new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            cluster.create(TOPICS, List.of(Topic.values()));
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void noCredentials_areSaidInOneLine_andInReadiness() throws Exception {
        // Given
        try (var aws = AwsStandIn.start(Clock.systemUTC())) {
            var environment = nothingToBeFound();
            environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
            // When
            try (var ingest = IngestProcess.start(configuration("us-east-1"), environment, log(), LOGGING)) {
                awaitWarning();
                // Then
                assertThat(warnings())
                        .singleElement()
                        .asString()
                        .contains(
                                "account 444455550001 and 1 other: no AWS credentials were found; set AWS_PROFILE, or");
                assertThat(readiness())
                        .contains("\"status\":\"DOWN\"", "no AWS credentials were found; set AWS_PROFILE");
                assertThat(ingest.isAlive()).isTrue();
            }
        }
    }

    @Test
    void unknownRegion_isSaidInOneLine_andInReadiness() throws Exception {
        // Given
        var environment = nothingToBeFound();
        environment.put("AWS_ACCESS_KEY_ID", "ASIAEXAMPLEKEY000001");
        environment.put("AWS_SECRET_ACCESS_KEY", "made-up-secret");
        // When
        try (var ingest = IngestProcess.start(configuration("us-esat-1"), environment, log(), LOGGING)) {
            awaitWarning();
            // Then
            assertThat(warnings())
                    .singleElement()
                    .asString()
                    .contains(
                            "account 444455550001 and 1 other: unknown region us-esat-1; ", "; correct ingest.region");
            assertThat(readiness()).contains("\"status\":\"DOWN\"", "unknown region us-esat-1");
            assertThat(ingest.isAlive()).isTrue();
        }
    }

    private Map<String, String> nothingToBeFound() {
        var none = folder.resolve("none").toString();
        return new TreeMap<>(Map.of(
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_CONFIG_FILE", none,
                "AWS_SHARED_CREDENTIALS_FILE", none));
    }

    private Path configuration(String region) throws IOException {
        return Files.writeString(folder.resolve("lonekey.yml"), """
                kafka:
                  bootstrap.servers: %s
                topics:
                  partitions: 2
                  replication: 1
                http:
                  port: 0
                ingest:
                  region: %s
                  accounts:
                    ids: ["444455550001", "444455550002"]
                """.formatted(broker.bootstrapServers(), region));
    }

    private Path log() {
        return folder.resolve("ingest.log");
    }

    private void awaitWarning() {
        await().atMost(PATIENCE).until(() -> !warnings().isEmpty());
    }

    /** What is more than a note, stack traces included. */
    private List<String> warnings() throws IOException {
        return lines().stream()
                .filter(line -> !line.contains(" INFO ") && !line.startsWith("lonekey: "))
                .toList();
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(log());
    }

    private String readiness() throws IOException, InterruptedException {
        var url = lines().stream()
                .map(HEALTH::matcher)
                .filter(health -> health.find())
                .findFirst()
                .orElseThrow()
                .group(1);
        var answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(503);
        return answer.body();
    }
}
