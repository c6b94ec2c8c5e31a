package dev.lonekey.detector.service;

import dev.lonekey.detector.config.StreamSettings;
import dev.lonekey.runtime.config.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is set about the detector, in the words of Kafka Streams. */
final class StreamsClient {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsClient.class);

    private StreamsClient() {}

    /** The client settings, by their Kafka names. */
    static Map<String, String> settings(KafkaSettings kafka, StreamSettings detector) {
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

    private static boolean isClassic(KafkaSettings kafka) {
        return !GroupProtocol.STREAMS
                .name()
                .equalsIgnoreCase(kafka.settings().get(StreamsConfig.GROUP_PROTOCOL_CONFIG));
    }
}
