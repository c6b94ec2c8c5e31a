package dev.lonekey.runtime.service;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.cli.Version;
import dev.lonekey.runtime.config.HttpSettings;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.http.Endpoint;
import dev.lonekey.runtime.http.Routes;
import dev.lonekey.runtime.metrics.HealthMetrics;
import dev.lonekey.runtime.metrics.ProcessMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs services in this process, with one endpoint for them all. They are closed by whoever made them.
 *
 * @param kafka client settings by their Kafka names, {@code bootstrap.servers} at least
 * @param topics how they are laid out
 * @param http where health and metrics are served
 * @param defaultPort where, if nothing is set
 * @param meters what the services measure, to be served as well
 * @param say tells people a line
 */
public record ServiceRun(
        Map<String, String> kafka,
        Topics topics,
        HttpSettings http,
        int defaultPort,
        PrometheusMeterRegistry meters,
        Consumer<String> say) {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int LOOKS_PER_LOOK_AT_KAFKA = 50;

    /**
     * Starts the services once Kafka can be used, and watches over them.
     *
     * @throws InterruptedException when they are to stop
     * @throws Failure if one cannot start, or has stopped by itself
     */
    public void untilStopped(List<Service> services) throws InterruptedException {
        try (var gate = new KafkaGate(kafka, topics);
                var process = new ProcessMetrics(Version.current());
                var endpoint = new Endpoint(http, defaultPort, components(gate, services), meters, routes(services))) {
            process.bindTo(meters);
            new HealthMetrics(components(gate, services)).bindTo(meters);
            say.accept("health is at %s/health/ready, metrics are at %s/metrics"
                    .formatted(endpoint.url(), endpoint.url()));
            if (endpoint.serves("/")) {
                say.accept("the page is at %s/".formatted(endpoint.url()));
            }
            gate.await(services);
            for (var service : services) {
                service.start();
            }
            watch(services, gate);
        }
    }

    private static List<Component> components(KafkaGate gate, List<Service> services) {
        var all = new ArrayList<Component>();
        all.add(gate);
        services.forEach(service -> all.addAll(service.components()));
        return all;
    }

    private static List<Routes> routes(List<Service> services) {
        return services.stream().map(Service::routes).toList();
    }

    private static void watch(List<Service> services, KafkaGate gate) throws InterruptedException {
        while (true) {
            for (var looks = 0; looks < LOOKS_PER_LOOK_AT_KAFKA; looks++) {
                services.forEach(ServiceRun::requireWell);
                Thread.sleep(LOOK_EVERY.toMillis());
            }
            gate.look(services);
        }
    }

    /** Throws a {@link Failure} if the service has stopped by itself. */
    static void requireWell(Service service) {
        service.failure().ifPresent(cause -> {
            throw new Failure("the %s has stopped: %s".formatted(service.name(), words(cause)), cause);
        });
    }

    /** A failure brings its mend along. */
    private static String words(Throwable cause) {
        return cause instanceof Failure
                ? cause.getMessage()
                : deepest(cause) + "; mend that and start it again, it goes on where it was";
    }

    private static Throwable deepest(Throwable cause) {
        return cause.getCause() == null ? cause : deepest(cause.getCause());
    }
}
