package dev.lonekey.standalone.live;

import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusIT {

    private static final String ACCOUNT = "111122223333";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void dump() throws Exception {
        try (var system = new MonitoredSystem(folder, "queue: {url: 'http://127.0.0.1/" + ACCOUNT + "/events'}, history: {every: 5m}, archive: {bucket: example-trail, every: 5m}")) {
            var live = system.live;
            var account = live.aws.account(ACCOUNT);
            account.forwardTo(live.aws.queue("events"));
            account.createUser("alice");
            account.createKey("alice");
            await().atMost(PATIENCE).until(() -> !live.topics.accounts().isEmpty());
            live.clock.advance(Duration.ofMinutes(5));
            account.createKey("alice");
            await().atMost(PATIENCE).until(() -> live.topics.violations().size() == 1);
            live.clock.advance(Duration.ofMinutes(5));
            await().atMost(PATIENCE).until(() -> live.topics.records(Topic.CLOUDTRAIL).size() >= 3);
            Thread.sleep(65000);
            for (var uri : java.util.List.of(system.detectorMetrics, system.ingestMetrics)) {
                var text = HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
                Files.writeString(Path.of("/tmp/hm-scrape-" + (uri.equals(system.detectorMetrics) ? "detector" : "ingest") + ".txt"), text);
            }
        }
    }
}
