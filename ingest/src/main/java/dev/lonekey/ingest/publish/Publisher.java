package dev.lonekey.ingest.publish;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.DeadLetter.Origin;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.BatchWriter;
import dev.lonekey.ingest.source.SourceRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
 *
 * <p>Whoever can do a batch again uses {@code write}, and each batch succeeds or fails by itself. A replay uses
 * {@link #publish} and {@link #flush}: its first failure is that of the whole.
 */
public final class Publisher implements BatchWriter, AutoCloseable {

    /** More than what Kafka adds to one record's key and value: batch and record headers. */
    private static final int OVERHEAD_BYTES = 512;

    private static final int MAX_RECORD_BYTES = ProducerSettings.MAX_REQUEST_BYTES - OVERHEAD_BYTES;

    /** A service that stops does not wait out an outage: what is not acknowledged is done again. */
    private static final Duration SERVICE_CLOSES_WITHIN = Duration.ofSeconds(5);

    private static final Duration REPLAY_CLOSES_WITHIN = Duration.ofMillis(Long.MAX_VALUE);

    private final Topics topics;
    private final Producer<String, byte[]> producer;
    private final PublishMeters meters;
    private final Duration closesWithin;
    private final KafkaClientMetrics producerMeters;
    private final Map<TopicPartition, Long> endOffsets = new ConcurrentHashMap<>();
    private final AtomicReference<PublishException> failure = new AtomicReference<>();
    private final Map<String, PublishException> refusals = new ConcurrentHashMap<>();
    private final LongAdder published = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    /**
     * Connects, for a replay: what Kafka does not take within the usual timeouts has failed.
     *
     * @param kafka client settings by their Kafka names, {@code bootstrap.servers} at least
     * @throws IllegalArgumentException if a setting would weaken delivery, or is none that Kafka takes
     */
    public Publisher(Topics topics, Map<String, String> kafka) {
        this(topics, connect(ProducerSettings.with(kafka)));
    }

    Publisher(Topics topics, Producer<String, byte[]> producer) {
        this(topics, producer, new CompositeMeterRegistry(), REPLAY_CLOSES_WITHIN);
    }

    Publisher(Topics topics, Producer<String, byte[]> producer, MeterRegistry meters, Duration closesWithin) {
        this.topics = topics;
        this.producer = producer;
        this.meters = new PublishMeters(topics, meters);
        this.closesWithin = closesWithin;
        this.producerMeters = new KafkaClientMetrics(producer);
    }

    /**
     * Connects, for a service: an outage of the brokers is waited through, and what waits is bounded by
     * {@code buffer.memory}; then writers wait too, until they are interrupted or the publisher is closed.
     *
     * @param kafka client settings by their Kafka names, {@code bootstrap.servers} at least
     * @throws IllegalArgumentException if a setting would weaken delivery, or is none that Kafka takes
     */
    public static Publisher forService(Topics topics, Map<String, String> kafka, MeterRegistry meters) {
        var producer = connect(ProducerSettings.forService(kafka));
        var publisher = new Publisher(topics, producer, meters, SERVICE_CLOSES_WITHIN);
        publisher.producerMeters.bindTo(meters);
        return publisher;
    }

    /**
     * {@inheritDoc}
     *
     * @return fails with a {@link PublishException} if Kafka refuses a record for good, or the thread is interrupted
     */
    @Override
    public CompletableFuture<Void> write(Batch batch) {
        var sends = Stream.concat(
                batch.records().stream().map(record -> isTooLarge(record) ? send(tooLarge(record)) : send(record)),
                batch.rejected().stream().map(this::send));
        var sent = new ArrayList<CompletableFuture<Void>>();
        for (var send = sends.iterator(); send.hasNext(); ) {
            var safe = send.next();
            sent.add(safe);
            if (safe.isCompletedExceptionally()) {
                break; // perhaps after a long wait, and the others would wait as long
            }
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
    }

    /** Writes a part of a snapshot, as {@link #write(Batch)} does. */
    public CompletableFuture<Void> write(SnapshotPart part) {
        return write(
                new Batch(List.of(new SourceRecord(Topic.IAM_SNAPSHOTS, part.accountId(), part.toJson())), List.of()));
    }

    /**
     * Writes where a source goes on.
     *
     * @param partition that of the account
     * @param value null forgets it
     */
    public CompletableFuture<Void> writeCheckpoint(int partition, String key, byte[] value) {
        var topic = topics.name(Topic.INGEST_CHECKPOINTS);
        return send(
                new ProducerRecord<>(topic, partition, key, value),
                written -> meters.published(Topic.INGEST_CHECKPOINTS));
    }

    /**
     * Hands the batch to the producer; waits while its buffer is full.
     *
     * @throws PublishException if this or an earlier record failed for good
     */
    public void publish(Batch batch) {
        throwFailure();
        var unused = write(batch).exceptionally(problem -> {
            failure.compareAndSet(null, (PublishException) problem.getCause());
            return null;
        });
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

    /** Why Kafka refused the last record that it was given for a topic, for the topics of which that is so. */
    public List<String> problems() {
        return refusals.values().stream().map(PublishException::getMessage).toList();
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

    /** Waits for what is under way: up to the delivery timeout, a service for some seconds. What is left then fails. */
    @Override
    public void close() {
        producer.close(closesWithin);
        producerMeters.close();
    }

    private CompletableFuture<Void> send(SourceRecord record) {
        var topic = topics.name(record.topic());
        return send(new ProducerRecord<>(topic, record.account(), record.json()), written -> {
            meters.published(record.topic());
            acknowledged(written);
        });
    }

    private CompletableFuture<Void> send(DeadLetter letter) {
        var topic = topics.name(Topic.DEAD_LETTERS);
        return send(new ProducerRecord<>(topic, null, null, null, letter.value(), letter.headers()), written -> {
            rejected.increment();
            meters.rejected(letter.reason());
        });
    }

    private CompletableFuture<Void> send(ProducerRecord<String, byte[]> record, Consumer<RecordMetadata> acknowledged) {
        var safe = new CompletableFuture<Void>();
        try {
            // What Kafka's future would tell, the callback tells.
            var unused = producer.send(record, (written, problem) -> {
                if (problem == null) {
                    refusals.remove(record.topic());
                    acknowledged.accept(written);
                    safe.complete(null);
                } else {
                    var refusal = PublishException.of(record.topic(), problem);
                    refusals.put(record.topic(), refusal);
                    safe.completeExceptionally(refusal);
                }
            });
        } catch (KafkaException | IllegalStateException problem) {
            // The thread was interrupted while it waited for room, or the producer is closed.
            safe.completeExceptionally(PublishException.of(record.topic(), problem));
        }
        return safe;
    }

    private void acknowledged(RecordMetadata written) {
        published.increment();
        var partition = new TopicPartition(written.topic(), written.partition());
        endOffsets.merge(partition, written.offset() + 1, Math::max);
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

    private static Producer<String, byte[]> connect(Map<String, Object> settings) {
        try {
            return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        } catch (ConfigException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }
}
