package dev.lonekey.standalone.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All settings.
 *
 * @param kafka Kafka client settings by their Kafka names; without {@code bootstrap.servers} there is an embedded broker
 * @param topics how the topics are laid out, where that differs from the defaults
 */
public record Configuration(Map<String, String> kafka, TopicLayout topics) {

    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    /** Nothing set: an embedded broker, topics by default. */
    public static final Configuration DEFAULT = new Configuration(Map.of(), TopicLayout.DEFAULT);

    public Configuration {
        kafka = kafka == null ? Map.of() : withoutAbsent(kafka);
        topics = topics == null ? TopicLayout.DEFAULT : topics;
    }

    /** The configured brokers, as {@code HOST:PORT,…}. */
    public Optional<String> bootstrapServers() {
        return Optional.ofNullable(kafka.get(BOOTSTRAP_SERVERS));
    }

    Configuration withBootstrapServers(String servers) {
        return with(BOOTSTRAP_SERVERS, servers);
    }

    /** The same, with a Kafka setting that this one does not have. */
    public Configuration withDefault(String kafkaSetting, String value) {
        return kafka.containsKey(kafkaSetting) ? this : with(kafkaSetting, value);
    }

    private Configuration with(String kafkaSetting, String value) {
        var settings = new TreeMap<>(kafka);
        settings.put(kafkaSetting, value);
        return new Configuration(settings, topics);
    }

    /** In YAML a name without a value is null: not set. */
    private static Map<String, String> withoutAbsent(Map<String, String> settings) {
        var present = new TreeMap<>(settings);
        present.values().removeIf(value -> value == null || value.isBlank());
        return Map.copyOf(present);
    }
}
