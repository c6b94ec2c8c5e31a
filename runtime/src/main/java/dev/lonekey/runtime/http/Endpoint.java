package dev.lonekey.runtime.http;

import dev.lonekey.runtime.config.HttpSettings;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.HealthReport;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinException;
import io.javalin.util.JavalinLogger;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves {@code /health/live}, {@code /health/ready} and {@code /metrics}. Ready is when every component is up; live, unless one
 * has stopped for good. Both answer 200 or 503, with what each component says.
 */
public final class Endpoint implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_THREADS = 8;
    private static final int MIN_THREADS = 1;

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_TEXT = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

    static {
        // It tells nothing but that it starts and stops, and what failed a second time.
        JavalinLogger.enabled = false;
    }

    private final List<Component> components;
    private final PrometheusMeterRegistry meters;
    private final String host;
    private final Javalin server;

    /**
     * Serves from now on.
     *
     * @param defaultPort where to listen unless the settings say; 0 for any port that is free
     * @throws Failure if it cannot listen there
     */
    public Endpoint(
            HttpSettings settings, int defaultPort, List<Component> components, PrometheusMeterRegistry meters) {
        this.components = List.copyOf(components);
        this.meters = meters;
        host = settings.host().orElse(LOOPBACK);
        var port = settings.port().orElse(defaultPort);
        server = Javalin.create(this::configure);
        try {
            server.start(host, port);
        } catch (JavalinException refused) {
            server.stop();
            throw cannotListen(port, refused);
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.routes.get("/health/live", this::live);
        config.routes.get("/health/ready", this::ready);
        config.routes.get("/metrics", this::metrics);
    }

    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("lonekey-http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        return threads;
    }

    private void live(Context request) {
        var report = HealthReport.of(components);
        answer(request, report, report.isLive());
    }

    private void ready(Context request) {
        var report = HealthReport.of(components);
        answer(request, report, report.isReady());
    }

    private static void answer(Context request, HealthReport report, boolean good) {
        request.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(report.toJson(good).toString());
    }

    private void metrics(Context request) {
        var accepted = Optional.ofNullable(request.header("Accept")).orElse("");
        var type = accepted.contains(OPEN_METRICS) ? OPEN_METRICS_TEXT : PROMETHEUS_TEXT;
        request.contentType(type).result(meters.scrape(type));
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Where it can be reached, without a slash at the end. */
    public String url() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    private Failure cannotListen(int port, JavalinException refused) {
        var reason = Stream.iterate((Throwable) refused, cause -> cause != null, Throwable::getCause)
                .filter(BindException.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst();
        if (reason.filter(text -> text.contains("in use")).isPresent()) {
            return new Failure(
                    "port %d is in use; stop what listens there, or set another \"port\" under \"http\""
                            .formatted(port),
                    refused);
        }
        return new Failure(
                "cannot listen on port %d of %s (%s); set \"host\" under \"http\" to an address of this machine, or 0.0.0.0 for all"
                        .formatted(port, host, reason.orElse(String.valueOf(refused.getMessage()))),
                refused);
    }

    @Override
    public void close() {
        server.stop();
    }
}
