package dev.lonekey.detector.service;

import dev.lonekey.detector.config.StreamSettings;
import dev.lonekey.runtime.config.KafkaSettings;
import dev.lonekey.runtime.failure.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is set about the detector, in the words of Kafka Streams. */
final class StreamsClient {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsClient.class);

    /** What a record may need: the usual limit of a topic. */
    private static final int MAX_REQUEST_BYTES = 1 << 20;

    private StreamsClient() {}

    /**
     * The client settings, by their Kafka names.
     *
     * @throws Failure if they would let the producer refuse a record, at which the detector would stop again and again, or write
     *     it to another partition than its account's
     */
    static Map<String, String> settings(KafkaSettings kafka, StreamSettings detector) {
        for (var prefix : List.of("", StreamsConfig.PRODUCER_PREFIX)) {
            requireThatAllIsWritten(kafka.settings(), prefix);
        }
        var settings = new HashMap<>(kafka.settings());
        detector.threads()
                .ifPresent(threads -> settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads.toString()));
        if (isClassic(kafka)) {
            detector.standbyReplicas()
                    .ifPresent(copies -> settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, copies.toString()));
            detector.instanceId().ifPresent(id -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        } else if (detector.standbyReplicas().isPresent()
                || detector.instanceId().isPresent()) {
            LOG.warn(
                    "\"standby-replicas\" and \"instance-id\" are for group.protocol classic and left out under streams, where standbys are a setting of the group on the broker");
        }
        return settings;
    }

    private static void requireThatAllIsWritten(Map<String, String> kafka, String prefix) {
        var size = prefix + ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
        // What is no number is Kafka's to refuse.
        if (kafka.getOrDefault(size, "").strip().matches("\\d{1,9}")
                && Integer.parseInt(kafka.get(size).strip()) < MAX_REQUEST_BYTES) {
            throw new Failure(
                    "the Kafka setting %s must be at least %d for the detector, not \"%s\"; correct it under \"kafka\""
                            .formatted(size, MAX_REQUEST_BYTES, kafka.get(size)));
        }
        var partitioner = prefix + ProducerConfig.PARTITIONER_CLASS_CONFIG;
        if (kafka.containsKey(partitioner)) {
            throw new Failure("the Kafka setting %s must not be set for the detector; remove it under \"kafka\""
                    .formatted(partitioner));
        }
    }

    private static boolean isClassic(KafkaSettings kafka) {
        return !GroupProtocol.STREAMS
                .name()
                .equalsIgnoreCase(kafka.settings().get(StreamsConfig.GROUP_PROTOCOL_CONFIG));
    }
}
