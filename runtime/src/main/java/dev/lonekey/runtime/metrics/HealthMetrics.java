package dev.lonekey.runtime.metrics;

import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.HealthReport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;

/** How each part of this process is, as {@code /health/ready} says: 1 for UP, 0 for DOWN, -1 for STOPPED. */
public final class HealthMetrics implements MeterBinder {

    private final List<Component> components;

    /** Prepares. */
    public HealthMetrics(List<Component> components) {
        this.components = List.copyOf(components);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        components.forEach(component -> Gauge.builder("lonekey.health", component, HealthMetrics::value)
                .description("how a part of this process is: 1 up, 0 down, -1 stopped for good")
                .tag("part", component.name())
                .strongReference(true)
                .register(registry));
    }

    private static int value(Component component) {
        return switch (HealthReport.of(List.of(component))
                .components()
                .get(component.name())
                .state()) {
            case UP -> 1;
            case DOWN -> 0;
            case STOPPED -> -1;
        };
    }
}
