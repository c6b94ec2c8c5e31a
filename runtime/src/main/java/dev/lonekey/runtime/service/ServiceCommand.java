package dev.lonekey.runtime.service;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.cli.Command;
import dev.lonekey.runtime.config.ServiceConfiguration;
import dev.lonekey.runtime.failure.Failure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import picocli.CommandLine.Mixin;

/**
 * A command that is one service, until it is stopped.
 *
 * @param <C> what the service is told
 */
public abstract class ServiceCommand<C extends ServiceConfiguration> extends Command {

    private final Class<C> type;
    private final int defaultPort;

    @Mixin
    private ConfigurationOption file;

    /** @param defaultPort of health and metrics, another for each service, so that they can share a machine */
    protected ServiceCommand(Class<C> type, int defaultPort) {
        this.type = type;
        this.defaultPort = defaultPort;
    }

    @Override
    protected final int run() throws InterruptedException {
        var configuration = file.readWithKafka(type);
        var topics = configuration.topics().orElse(Topics.CLUSTER);
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var err = commandLine().getErr();
        try (var service = service(configuration, topics, meters)) {
            new ServiceRun(
                            configuration.kafka().settings(),
                            topics,
                            configuration.http(),
                            defaultPort,
                            meters,
                            line -> err.println("lonekey: " + line))
                    .untilStopped(List.of(service));
        }
        throw new IllegalStateException("a service runs until it is stopped");
    }

    /**
     * Makes the service.
     *
     * @param topics how the topics are laid out
     * @throws Failure if it cannot be made
     */
    protected abstract Service service(C configuration, Topics topics, MeterRegistry meters);
}
