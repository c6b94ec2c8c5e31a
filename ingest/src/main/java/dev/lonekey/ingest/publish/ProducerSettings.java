package dev.lonekey.ingest.publish;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The producer's settings: ours, then the user's, as long as they do not weaken what the detector relies on. */
final class ProducerSettings {

    /** The usual limit of a topic, less than which the producer's own must not be. */
    static final int MAX_REQUEST_BYTES = 1 << 20;

    private record Guard(String setting, Predicate<String> allows, String must) {}

    private static final List<Guard> GUARDS = List.of(
            new Guard(ProducerConfig.ACKS_CONFIG, value -> value.equals("all") || value.equals("-1"), "be all"),
            new Guard(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, value -> value.equals("true"), "be true"),
            new Guard(ProducerConfig.RETRIES_CONFIG, value -> number(value) > 0, "be at least 1"),
            new Guard(
                    ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                    value -> number(value) >= 1 && number(value) <= 5,
                    "be 1 to 5"),
            new Guard(
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    value -> number(value) >= MAX_REQUEST_BYTES,
                    "be at least " + MAX_REQUEST_BYTES),
            // A record's partition follows from its account alone.
            new Guard(ProducerConfig.PARTITIONER_CLASS_CONFIG, value -> false, "not be set"),
            new Guard(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, value -> value.equals("false"), "be false"),
            new Guard(ProducerConfig.TRANSACTIONAL_ID_CONFIG, value -> false, "not be set"));

    private ProducerSettings() {}

    /**
     * @param kafka what the user set
     * @throws IllegalArgumentException if one of these would weaken delivery; it names the setting
     */
    static Map<String, Object> with(Map<String, String> kafka) {
        for (var guard : GUARDS) {
            var value = kafka.get(guard.setting());
            if (value != null && !guard.allows().test(value)) {
                throw new IllegalArgumentException("the Kafka setting " + guard.setting() + " must " + guard.must()
                        + " for the publisher, not \"" + value + "\"");
            }
        }
        var settings = new HashMap<String, Object>();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
        // CloudTrail's JSON shrinks to a fifth with either; lz4 takes less of the processor that scanning also needs.
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.putAll(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return settings;
    }

    /** The same for a service: an outage of the brokers is waited through, for as long as Kafka can. */
    static Map<String, Object> forService(Map<String, String> kafka) {
        var settings = with(kafka);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(Long.MAX_VALUE));
        return settings;
    }

    private static long number(String value) {
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
