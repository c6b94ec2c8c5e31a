package dev.lonekey.standalone.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.config.HttpSettings;
import dev.lonekey.runtime.service.Service;
import dev.lonekey.runtime.service.ServiceRun;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** A system of which each service serves its own health and metrics, as it does in a process of its own. */
final class MonitoredSystem implements AutoCloseable {

    private static final Pattern METRICS = Pattern.compile("metrics are at (\\S+)");

    /** Takes what a webhook posts. */
    private final HttpServer receiver =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    final LiveSystem live;
    final URI detectorMetrics;
    final URI ingestMetrics;

    private final List<Thread> running = new ArrayList<>();

    /** Starts it; returns before it is ready. */
    MonitoredSystem(Path folder, String ingestSettings) throws Exception {
        var ofDetector = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var ofIngest = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        receiver.createContext("/", MonitoredSystem::take);
        receiver.start();
        var settings = "silence: {events-after: 30d}\nwebhooks: [{name: chat, url: 'http://127.0.0.1:%d/'}]"
                .formatted(receiver.getAddress().getPort());
        live = LiveSystem.prepared(folder, ingestSettings, settings, ofDetector, ofIngest);
        detectorMetrics = run(live.detector, ofDetector);
        ingestMetrics = run(live.ingest, ofIngest);
    }

    private static void take(HttpExchange post) throws IOException {
        try (post) {
            post.getRequestBody().readAllBytes();
            post.sendResponseHeaders(204, -1);
        }
    }

    private URI run(Service service, PrometheusMeterRegistry meters) {
        var where = new CompletableFuture<URI>();
        var run = new ServiceRun(live.kafka(), Topics.EMBEDDED, HttpSettings.DEFAULT, 0, meters, line -> metrics(line)
                .ifPresent(where::complete));
        var thread = new Thread(
                () -> {
                    try {
                        run.untilStopped(List.of(service));
                    } catch (InterruptedException stopped) {
                        // As asked for.
                    } catch (RuntimeException failure) {
                        where.completeExceptionally(failure);
                        throw failure;
                    }
                },
                service.name());
        thread.start();
        running.add(thread);
        return where.join();
    }

    private static Optional<URI> metrics(String line) {
        var matcher = METRICS.matcher(line);
        return matcher.find() ? Optional.of(URI.create(matcher.group(1))) : Optional.empty();
    }

    @Override
    public void close() {
        running.forEach(Thread::interrupt);
        for (var thread : running) {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        live.close();
        receiver.stop(0);
    }
}
