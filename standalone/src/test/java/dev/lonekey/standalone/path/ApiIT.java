package dev.lonekey.standalone.path;

import static dev.lonekey.standalone.path.RunningCommand.lonekey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What detectors on a broker answer over HTTP. */
class ApiIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACCOUNT = "111122223333";
    private static final String TOKEN = "made-up-token-0123456789";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    @Test
    void violations_areAnsweredByEveryInstanceAndOutliveAnOutageOfTheBroker() throws Exception {
        var port = freePort();
        var data = Files.createDirectory(folder.resolve("broker"));
        var broker = EmbeddedBroker.in(data, port, Map.of());
        broker.start();
        try (var cluster = new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            cluster.create(Topics.EMBEDDED, List.of(Topic.values()));
        }
        try (var first = lonekey("detector", "-c", configuration("first", broker.bootstrapServers(), ""));
                var second = lonekey("detector", "-c", configuration("second", broker.bootstrapServers(), ""))) {
            first.awaitReady();
            second.awaitReady();
            var told = listen(first);
            // When
            try (var probe = new KafkaProbe(broker.bootstrapServers())) {
                created(probe, "alice", "AKIAALICEKEY1EXAMPLE");
                created(probe, "alice", "AKIAALICEKEY2EXAMPLE");
            }
            // Then
            for (var instance : List.of(first, second)) {
                await().atMost(PATIENCE).until(() -> names(instance, "").equals(List.of("alice")));
            }
            var id = items(first, "").get(0).get("violationId").asText();
            await().atMost(PATIENCE)
                    .until(() -> told.stream().anyMatch(line -> line.startsWith("data: ") && line.contains(id)));
            assertThat(first.get("/api/violations/" + id).body())
                    .isEqualTo(second.get("/api/violations/" + id).body());
            assertThat(first.get("/api/accounts").body()).contains("\"openViolations\":1,\"worst\":\"MEDIUM\"");
            // When the broker is away
            broker.close();
            // Then
            await().atMost(PATIENCE).until(() -> first.get("/health/ready")
                    .body()
                    .contains("\"view\":{\"status\":\"DOWN\",\"detail\":\"Kafka has not answered"));
            assertThat(names(first, "")).containsExactly("alice");
            // When it is back, and the violation is resolved
            broker = EmbeddedBroker.in(data, port, Map.of());
            broker.start();
            try (var probe = new KafkaProbe(broker.bootstrapServers())) {
                probe.write("lonekey.cloudtrail", ACCOUNT, Trail.keyDeleted("alice", "AKIAALICEKEY1EXAMPLE", now));
                // Then
                for (var instance : List.of(first, second)) {
                    await().atMost(PATIENCE).until(() -> names(instance, "").isEmpty());
                    await().atMost(PATIENCE)
                            .until(() -> names(instance, "?status=resolved").equals(List.of("alice")));
                    instance.awaitUp("view");
                }
            }
        } finally {
            broker.close();
        }
    }

    @Test
    void token_isAskedFor() throws Exception {
        try (var broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of())) {
            // Given
            broker.start();
            try (var cluster = new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                cluster.create(Topics.EMBEDDED, List.of(Topic.values()));
            }
            var configuration = configuration("token", broker.bootstrapServers(), "token: " + TOKEN);
            try (var detector = lonekey("detector", "-c", configuration)) {
                // When
                detector.awaitReady();
                // Then
                assertThat(detector.get("/").statusCode()).isEqualTo(200);
                assertThat(detector.get("/api/violations").statusCode()).isEqualTo(401);
                assertThat(detector.get("/api/stream").statusCode()).isEqualTo(401);
                var request = HttpRequest.newBuilder(URI.create(detector.url() + "/api/violations"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .build();
                assertThat(HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .isEqualTo("{\"total\":0,\"offset\":0,\"items\":[]}");
            }
        }
    }

    private void created(KafkaProbe probe, String user, String key) throws Exception {
        probe.write("lonekey.cloudtrail", ACCOUNT, Trail.keyCreated(user, key, now.minusSeconds(60)));
    }

    private static List<JsonNode> items(RunningCommand instance, String query) throws Exception {
        var items = Json.MAPPER
                .readTree(instance.get("/api/violations" + query).body())
                .path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    private static List<String> names(RunningCommand instance, String query) throws Exception {
        return items(instance, query).stream()
                .map(item -> item.at("/principal/name").asText())
                .toList();
    }

    private static List<String> listen(RunningCommand instance) {
        var lines = new CopyOnWriteArrayList<String>();
        var thread = new Thread(
                () -> {
                    try {
                        HttpClient.newHttpClient()
                                .send(
                                        HttpRequest.newBuilder(URI.create(instance.url() + "/api/stream"))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofLines())
                                .body()
                                .forEach(lines::add);
                    } catch (IOException | InterruptedException | RuntimeException ended) {
                        lines.add("ended");
                    }
                },
                "listening");
        thread.setDaemon(true);
        thread.start();
        await().atMost(PATIENCE).until(() -> lines.contains("event: summary"));
        return lines;
    }

    private String configuration(String name, String bootstrapServers, String http) throws IOException {
        return Files.writeString(
                        folder.resolve(name + ".yml"),
                        """
                kafka:
                  bootstrap.servers: %s
                topics:
                  partitions: %d
                  replication: %d
                http:
                  port: 0
                  %s
                data-directory: %s
                """.formatted(
                                        bootstrapServers,
                                        Topics.EMBEDDED.partitions(),
                                        Topics.EMBEDDED.replicationFactor(),
                                        http,
                                        folder.resolve(name)),
                        UTF_8)
                .toString();
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
