package dev.lonekey.detector.stream;

import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.streams.StreamsConfig;

/** Hears when brokers appended what the detector writes. */
public final class AppendTimes implements ProducerInterceptor<byte[], byte[]> {

    private static final String DIFFERENCE = "lonekey.clock.difference";
    private static final String SETTING = StreamsConfig.producerPrefix(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);

    private ClockDifference difference;

    /** Has the producers of a detector tell it, beside the interceptors that the user has set. */
    static Properties heard(Properties streams, ClockDifference difference) {
        var users = streams.getOrDefault(SETTING, streams.get(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG));
        var own = AppendTimes.class.getName();
        streams.put(SETTING, users == null ? own : users + "," + own);
        streams.put(StreamsConfig.producerPrefix(DIFFERENCE), difference);
        return streams;
    }

    @Override
    public void configure(Map<String, ?> settings) {
        difference = (ClockDifference) settings.get(DIFFERENCE);
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata appended, Exception failure) {
        if (failure == null && appended.hasTimestamp()) {
            difference.appended(appended.topic(), Instant.ofEpochMilli(appended.timestamp()));
        }
    }

    @Override
    public void close() {
        // Nothing of its own to end.
    }
}
