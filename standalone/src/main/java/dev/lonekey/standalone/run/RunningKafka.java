package dev.lonekey.standalone.run;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.detector.service.DetectorService;
import dev.lonekey.runtime.config.KafkaSettings;
import dev.lonekey.runtime.service.FolderLock;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.util.List;
import java.util.Map;

/**
 * The Kafka that services use.
 *
 * @param settings of clients, {@code bootstrap.servers} at least
 * @param topics how they are laid out there
 * @param where for people
 * @param stop what closing it takes
 */
record RunningKafka(KafkaSettings settings, Topics topics, String where, Runnable stop) implements AutoCloseable {

    /**
     * The one that is configured, or else a broker in this process, with its topics, kept for the next start.
     *
     * @param port of the embedded broker, or {@link EmbeddedBroker#ANY_PORT}
     * @throws dev.lonekey.runtime.failure.Failure if port or folder are in use
     */
    static RunningKafka of(DetectorConfiguration configuration, int port) throws InterruptedException {
        var kafka = configuration.kafka();
        return kafka.bootstrapServers().isPresent()
                ? new RunningKafka(
                        kafka,
                        configuration.topics().orElse(Topics.CLUSTER),
                        "Kafka is at " + kafka.bootstrapServers().get(),
                        () -> {})
                : embedded(configuration, port);
    }

    private static RunningKafka embedded(DetectorConfiguration configuration, int port) throws InterruptedException {
        var topics = configuration.topics().orElse(Topics.EMBEDDED);
        var lock = new FolderLock(configuration
                .dataDirectory()
                .orElse(DetectorService.DEFAULT_DATA_DIRECTORY)
                .resolve("broker"));
        var broker = EmbeddedBroker.in(lock.folder(), port, Map.of());
        Runnable stop = () -> {
            broker.close();
            lock.close();
        };
        try {
            broker.start();
            var settings = configuration
                    .kafka()
                    .withBootstrapServers(broker.bootstrapServers())
                    .withDefault("group.protocol", "streams");
            try (var cluster = new Cluster(settings.settings())) {
                cluster.create(topics, List.of(Topic.values()));
            }
            var where = "Kafka is at %s, in this process, and kept in %s"
                    .formatted(broker.bootstrapServers(), lock.folder());
            return new RunningKafka(settings, topics, where, stop);
        } catch (InterruptedException | RuntimeException failure) {
            stop.run();
            throw failure;
        }
    }

    @Override
    public void close() {
        stop.run();
    }
}
