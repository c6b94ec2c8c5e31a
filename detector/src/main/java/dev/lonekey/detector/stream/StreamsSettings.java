package dev.lonekey.detector.stream;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/** The Kafka Streams settings of a detector, and why they are what they are. */
final class StreamsSettings {

    /** For what nobody waits for, and while there is a backlog: news is committed at once otherwise, see {@link CommitPace}. */
    private static final int COMMIT_INTERVAL_MS = 100;

    /** While nothing comes, so often is looked for what a commit is due for. */
    private static final int POLL_MS = 25;

    /** Readers see nothing before the commit, which sends at once what there is: until then records gather to few requests. */
    private static final int LINGER_MS = COMMIT_INTERVAL_MS;

    private static final int BATCH_BYTES = 64 * 1024;

    /**
     * A transaction that follows on another is refused for the few milliseconds in which brokers still end that one; by default a
     * producer waits for 100 ms then. It doubles with each failure, up to a second.
     */
    private static final int RETRY_MS = 5;

    /** A hundred years: Streams adds it to the time of day. */
    private static final long FOR_GOOD_MS = Duration.ofDays(36_500).toMillis();

    /**
     * A stream thread seeds all its partitions in one transaction, and after Streams' own 10 seconds the broker would abort it, at
     * every try. As long as the group waits for the thread (max.poll.interval.ms), and less than brokers allow
     * (transaction.max.timeout.ms, 15 minutes). Not without a seed: what readers wait for after a crash lasts as long.
     */
    private static final int SEEDING_MS = (int) Duration.ofMinutes(5).toMillis();

    private StreamsSettings() {}

    /** @param isSeeded whether state that is empty is made out of what is published */
    static Properties of(DetectorSettings settings, boolean isSeeded) {
        var properties = new Properties();
        // What the user passes can replace what follows first, but never the guarantees set at the end.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        properties.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_MS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.topics().replicationFactor());
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // An outage of the brokers is waited through; by default the stream threads would end after five minutes of it.
        properties.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, FOR_GOOD_MS);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName());
        if (isSeeded) {
            properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, SEEDING_MS);
        }
        properties.putAll(settings.kafka());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        // A violation is a transition: at-least-once could lose one for good.
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // For the repartition topic; every other source names it itself.
        properties.put(
                StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class.getName());
        // Or else brokers refuse all state as soon as the clock here is an hour ahead of theirs.
        properties.put(StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG), "LogAppendTime");
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, TooLargeRecords.class.getName());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return properties;
    }
}
