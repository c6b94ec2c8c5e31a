package dev.lonekey.ingest.publish;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.DeadLetter.Origin;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes batches to Kafka with an idempotent producer that waits for all replicas. A record that no topic takes, because
 * it is too large, goes to the dead letters instead. Records carry no time of their own: Kafka stamps the time of writing.
 */
public final class Publisher implements AutoCloseable {

    /** More than what Kafka adds to one record's key and value: batch and record headers. */
    private static final int OVERHEAD_BYTES = 512;

    private static final int MAX_RECORD_BYTES = ProducerSettings.MAX_REQUEST_BYTES - OVERHEAD_BYTES;

    private final Topics topics;
    private final String deadLetters;
    private final Producer<String, byte[]> producer;
    private final Map<TopicPartition, Long> endOffsets = new ConcurrentHashMap<>();
    private final AtomicReference<PublishException> failure = new AtomicReference<>();
    private final LongAdder published = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    /**
     * Connects.
     *
     * @param kafka client settings by their Kafka names, {@code bootstrap.servers} at least
     * @throws IllegalArgumentException if a setting would weaken delivery, or is none that Kafka takes
     */
    public Publisher(Topics topics, Map<String, String> kafka) {
        this(topics, connect(kafka));
    }

    Publisher(Topics topics, Producer<String, byte[]> producer) {
        this.topics = topics;
        this.deadLetters = topics.name(Topic.DEAD_LETTERS);
        this.producer = producer;
    }

    /**
     * Hands the batch to the producer; waits while its buffer is full.
     *
     * @throws PublishException if this or an earlier record failed for good
     */
    public void publish(Batch batch) {
        for (var record : batch.records()) {
            if (isTooLarge(record)) {
                send(tooLarge(record));
            } else {
                send(new ProducerRecord<>(topics.name(record.topic()), record.account(), record.json()));
            }
        }
        batch.rejected().forEach(this::send);
        throwFailure();
    }

    /**
     * Waits until all that was published is acknowledged.
     *
     * @throws PublishException if a record failed for good
     */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    /** Per partition of the topics that the detector reads, the offset after the last record that this publisher wrote there. */
    public Map<TopicPartition, Long> endOffsets() {
        return Map.copyOf(endOffsets);
    }

    /** Records that Kafka acknowledged in the topics that the detector reads. */
    public long published() {
        return published.sum();
    }

    /** Inputs that Kafka acknowledged in the dead letters: those of the batches, and records too large for a topic. */
    public long rejected() {
        return rejected.sum();
    }

    /** Waits for what is under way, up to the delivery timeout. */
    @Override
    public void close() {
        producer.close();
    }

    private void send(DeadLetter letter) {
        send(new ProducerRecord<>(deadLetters, null, null, null, letter.value(), letter.headers()));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            // What a future would tell, the callback tells.
            var unused = producer.send(record, (metadata, problem) -> {
                if (problem == null) {
                    acknowledged(metadata);
                } else {
                    failed(record.topic(), problem);
                }
            });
        } catch (KafkaException problem) {
            failed(record.topic(), problem);
            throwFailure();
        }
    }

    private void acknowledged(RecordMetadata written) {
        if (written.topic().equals(deadLetters)) {
            rejected.increment();
        } else {
            published.increment();
            var partition = new TopicPartition(written.topic(), written.partition());
            endOffsets.merge(partition, written.offset() + 1, Math::max);
        }
    }

    private void failed(String topic, Exception problem) {
        var reason = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
        failure.compareAndSet(
                null, new PublishException("Kafka did not take a record for " + topic + ": " + reason, problem));
    }

    private void throwFailure() {
        var first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    private static boolean isTooLarge(SourceRecord record) {
        int key = record.account().getBytes(StandardCharsets.UTF_8).length;
        return key + record.json().length > MAX_RECORD_BYTES;
    }

    private static DeadLetter tooLarge(SourceRecord record) {
        var reason = new RejectedException(
                RejectReason.TOO_LARGE, record.json().length + " bytes, of at most " + MAX_RECORD_BYTES);
        return new DeadLetter(reason, Origin.ofSource("ingest"), record.json());
    }

    private static Producer<String, byte[]> connect(Map<String, String> kafka) {
        try {
            return new KafkaProducer<>(ProducerSettings.with(kafka), new StringSerializer(), new ByteArraySerializer());
        } catch (ConfigException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }
}
