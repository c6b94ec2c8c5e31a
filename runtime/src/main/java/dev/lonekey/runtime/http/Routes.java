package dev.lonekey.runtime.http;

import dev.lonekey.runtime.health.HealthReport;
import java.util.function.Supplier;

/** What a service shows besides health and metrics. */
@FunctionalInterface
public interface Routes {

    /** Nothing. */
    Routes NONE = (paths, health) -> {};

    /**
     * Says what is to be served.
     *
     * @param health how everything in this process is, as {@code /health/ready} says it
     */
    void addTo(Paths paths, Supplier<HealthReport> health);
}
