package dev.lonekey.standalone.demo;

import dev.lonekey.detector.api.Api;
import dev.lonekey.detector.service.DetectorService;
import dev.lonekey.detector.view.View;
import dev.lonekey.runtime.config.HttpSettings;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.Health;
import dev.lonekey.runtime.http.Endpoint;
import dev.lonekey.standalone.pipeline.Pipeline;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;

/** The page of the demo: at the usual port, or at any that is free. */
final class DemoPage implements AutoCloseable {

    private static final int ANY_PORT = 0;

    private final View view;
    private final Api api;
    private final Endpoint endpoint;

    DemoPage(Pipeline pipeline) {
        view = new View(pipeline.topics(), pipeline.kafka());
        api = new Api(view, Clock.systemUTC());
        view.start();
        endpoint = endpoint(List.of(detector(pipeline), view));
    }

    private static Component detector(Pipeline pipeline) {
        return new Component() {
            @Override
            public String name() {
                return "detector";
            }

            @Override
            public Health check() {
                return pipeline.health();
            }
        };
    }

    private Endpoint endpoint(List<Component> components) {
        try {
            return endpoint(components, DetectorService.DEFAULT_PORT);
        } catch (Failure inUse) {
            return endpoint(components, ANY_PORT);
        }
    }

    private Endpoint endpoint(List<Component> components, int port) {
        return new Endpoint(
                HttpSettings.DEFAULT,
                port,
                components,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                List.of(api));
    }

    /** Where browsers find it. */
    String url() {
        return endpoint.url() + "/";
    }

    @Override
    public void close() {
        api.close();
        endpoint.close();
        view.close();
    }
}
