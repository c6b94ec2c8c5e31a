package dev.lonekey.runtime.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/** Memory, garbage collection, threads, processor and uptime of this process, and which version runs in it. */
public final class ProcessMetrics implements MeterBinder, AutoCloseable {

    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final String version;

    /**
     * Prepares.
     *
     * @param version of Lonekey, a label of {@code lonekey_build_info}
     */
    public ProcessMetrics(String version) {
        this.version = version;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("lonekey.build.info", () -> 1)
                .description("always 1; its label tells the version")
                .tag("version", version)
                .register(registry);
    }

    @Override
    public void close() {
        collections.close();
    }
}
