package dev.lonekey.standalone.subscribe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.webhook.Events;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes violation events in transactions, as the detector does, on a broker of its own. */
final class Publisher implements AutoCloseable {

    static final Topics TOPICS = Topics.EMBEDDED;

    private final EmbeddedBroker broker;
    private final KafkaProducer<String, String> producer;
    private final List<String> ids = new ArrayList<>();
    private int violations;

    Publisher() throws InterruptedException {
        this(Map.of());
    }

    /** @param properties of its broker */
    Publisher(Map<String, String> properties) throws InterruptedException {
        broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, properties);
        broker.start();
        try (var cluster = new Cluster(kafka())) {
            cluster.create(TOPICS, List.of(Topic.values()));
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test"),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
    }

    Map<String, String> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The ids of all events that it has committed, in order. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    /** Up to where somebody who reads committed records gets in each partition. */
    Map<TopicPartition, Long> ends() {
        var settings = new HashMap<String, Object>(kafka());
        settings.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(TOPICS.name(Topic.VIOLATIONS)).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            return consumer.endOffsets(partitions);
        }
    }

    /** Publishes as many OPENED, each of another violation, and says their ids. */
    List<String> publish(int count, Events event) {
        var published = new ArrayList<String>();
        for (var number = 0; number < count; number++) {
            var opened = event.event(++violations);
            producer.beginTransaction();
            send(opened);
            producer.commitTransaction();
            published.add(opened.eventId());
        }
        ids.addAll(published);
        return published;
    }

    /** Publishes something that is taken back. */
    void abort(Events event) {
        producer.beginTransaction();
        send(event.event(++violations));
        producer.flush();
        producer.abortTransaction();
    }

    /** Publishes what is no event. */
    void publish(String value) {
        producer.beginTransaction();
        send(new ProducerRecord<>(TOPICS.name(Topic.VIOLATIONS), "111122223333", value));
        producer.commitTransaction();
    }

    private void send(ViolationEvent event) {
        var record = new ProducerRecord<>(
                TOPICS.name(Topic.VIOLATIONS), event.account().id(), new String(event.toJson(), UTF_8));
        record.headers().add("ce_id", event.eventId().getBytes(UTF_8));
        send(record);
    }

    /** Whether it failed is told by the commit. */
    private void send(ProducerRecord<String, String> record) {
        var unused = producer.send(record);
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
    }
}
