package dev.lonekey.benchmarks.detector;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One broker in this process, with Lonekey's topics on it. All contenders of a measurement share it. */
final class Brokers implements AutoCloseable {

    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 2, (short) 1);

    private final EmbeddedBroker broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());

    Brokers() throws InterruptedException {
        broker.start();
        create(TOPICS);
    }

    /** The topics of one more installation, so that each run begins with empty ones. */
    void create(Topics topics) throws InterruptedException {
        try (var cluster = new Cluster(kafka())) {
            cluster.create(topics, List.of(Topic.values()));
        }
    }

    Map<String, String> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "acks", "all",
                        "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void close() {
        broker.close();
    }
}
