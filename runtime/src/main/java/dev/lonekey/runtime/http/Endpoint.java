package dev.lonekey.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.runtime.config.HttpSettings;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.HealthReport;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.util.JavalinException;
import io.javalin.util.JavalinLogger;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /health/live}, {@code /health/ready}, {@code /metrics} and what services add, all of it for reading only. Ready is
 * when every component is up; live, unless one has stopped for good. Both answer 200 or 503, with what each component says.
 */
public final class Endpoint implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MIN_THREADS = 1;
    private static final int MAX_HEADER_BYTES = 8 * 1024;
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
    private static final int MIN_BYTES_TO_COMPRESS = 1024;

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_TEXT = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

    static {
        // It tells nothing but that it starts and stops, and what failed a second time.
        JavalinLogger.enabled = false;
    }

    private final List<Component> components;
    private final PrometheusMeterRegistry meters;
    private final String host;
    private final int wantedPort;
    private final List<Routes> routes;
    private final Guard guard;
    private final Javalin server;
    private Optional<Paths> paths = Optional.empty();

    /**
     * Serves from now on.
     *
     * @param defaultPort where to listen unless the settings say; 0 for any port that is free
     * @param routes what is served besides health and metrics
     * @throws Failure if it cannot listen there
     */
    public Endpoint(
            HttpSettings settings,
            int defaultPort,
            List<Component> components,
            PrometheusMeterRegistry meters,
            List<Routes> routes) {
        this.components = List.copyOf(components);
        this.meters = meters;
        this.routes = List.copyOf(routes);
        host = settings.host().orElse(LOOPBACK);
        wantedPort = settings.port().orElse(defaultPort);
        guard = new Guard(host, Guard.isLoopback(host), settings.token(), new Guesses(System::nanoTime));
        server = Javalin.create(this::configure);
        try {
            server.start();
        } catch (JavalinException refused) {
            server.stop();
            throw cannotListen(wantedPort, refused);
        }
        if (paths.filter(Paths::hasApi).isPresent()
                && !guard.isLoopback()
                && guard.token().isEmpty()) {
            LOG.warn(
                    "everybody who reaches {} can read the violations; set \"token\" under \"http\", or \"host\" to 127.0.0.1",
                    url());
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(Endpoint::restrict);
        config.jetty.modifyServer(jetty -> {
            Capacity.divide(jetty);
            jetty.setErrorHandler(new UnreadableRequests());
        });
        config.jetty.addConnector(this::connector);
        config.http.compressionStrategy = compression();
        config.routes.before(guard::check);
        config.routes.before(Paths.API, guard::checkToken);
        config.routes.before(Paths.API + "/*", guard::checkToken);
        var served = new Paths(config.routes);
        served.get("/health/live", this::live);
        served.get("/health/ready", this::ready);
        served.get("/metrics", this::metrics);
        routes.forEach(each -> each.addTo(served, () -> HealthReport.of(components)));
        paths = Optional.of(served);
        config.routes.exception(Refusal.class, Answers::refused);
        config.routes.exception(HttpResponseException.class, Answers::refused);
        config.routes.exception(NotFoundResponse.class, (unknown, request) -> {
            Answers.refused(new Refusal(HttpStatus.NOT_FOUND, served.hint()), request);
        });
        config.routes.exception(Exception.class, Answers::failed);
    }

    private static void restrict(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setUriCompliance(UriCompliance.DEFAULT);
    }

    /** With its two threads counted, on a machine with many processors as well. */
    private Connector connector(Server jetty, HttpConfiguration http) {
        var connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(wantedPort);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        return connector;
    }

    private static CompressionStrategy compression() {
        var compression = new CompressionStrategy(null, new Gzip());
        compression.setDefaultMinSizeForCompression(MIN_BYTES_TO_COMPRESS);
        return compression;
    }

    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(Capacity.THREADS, MIN_THREADS);
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
        request.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        Answers.json(request, report.toJson(good).toString().getBytes(UTF_8));
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

    /** Whether a path is served, as it was added. */
    public boolean serves(String path) {
        return paths.filter(served -> served.has(path)).isPresent();
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
