package dev.lonekey.runtime.service;

import dev.lonekey.runtime.config.ConfigurationFile;
import dev.lonekey.runtime.config.ServiceConfiguration;
import dev.lonekey.runtime.failure.Failure;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The {@code -c FILE} option of services. */
public final class ConfigurationOption {

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "Settings in YAML.")
    private Path file;

    /**
     * What the file says.
     *
     * @throws Failure if something is wrong in it
     */
    public <C> C read(Class<C> type) {
        return ConfigurationFile.read(file, type, System.getenv());
    }

    /**
     * What the file says, for a service that has no Kafka of its own.
     *
     * @throws Failure if something is wrong in it, or no Kafka is named
     */
    public <C extends ServiceConfiguration> C readWithKafka(Class<C> type) {
        var configuration = read(type);
        if (configuration.kafka().bootstrapServers().isEmpty()) {
            throw new Failure("which Kafka? Set bootstrap.servers under \"kafka\" in " + file);
        }
        return configuration;
    }
}
