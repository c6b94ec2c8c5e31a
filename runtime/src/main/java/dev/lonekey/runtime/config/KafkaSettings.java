package dev.lonekey.runtime.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Kafka client settings by their Kafka names, passed on as they are.
 *
 * @param settings without {@code bootstrap.servers} no cluster is meant
 */
public record KafkaSettings(Map<String, String> settings) {

    public static final KafkaSettings NONE = new KafkaSettings(Map.of());

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public KafkaSettings {
        // In YAML a name without a value is null: not set.
        var present = new TreeMap<>(settings == null ? Map.of() : settings);
        present.values().removeIf(value -> value == null || value.isBlank());
        settings = Map.copyOf(present);
    }

    /** The configured brokers, as {@code HOST:PORT,…}. */
    public Optional<String> bootstrapServers() {
        return Optional.ofNullable(settings.get(BOOTSTRAP_SERVERS));
    }

    /** The same, with other brokers. */
    public KafkaSettings withBootstrapServers(String servers) {
        return with(BOOTSTRAP_SERVERS, servers);
    }

    /** The same, with a setting overruled. */
    public KafkaSettings with(String name, String value) {
        var changed = new TreeMap<>(settings);
        changed.put(name, value);
        return new KafkaSettings(changed);
    }

    /** The same, with a setting that this one does not have. */
    public KafkaSettings withDefault(String name, String value) {
        return settings.containsKey(name) ? this : with(name, value);
    }
}
