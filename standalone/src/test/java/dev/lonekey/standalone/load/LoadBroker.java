package dev.lonekey.standalone.load;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.stream.DetectorSettings;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import dev.lonekey.standalone.broker.StartedTopics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** A broker with Lonekey's topics: a real one if asked for and there is Docker, or else the one in this process. */
final class LoadBroker implements AutoCloseable {

    final Topics topics;
    final String bootstrapServers;
    final String kind;

    private final Runnable end;
    private final Admin admin;

    private record Started(String bootstrapServers, Runnable end) {}

    LoadBroker(boolean real, int partitions) {
        topics = new Topics(Topics.DEFAULT_PREFIX, partitions, (short) 1);
        var isReal = real && isDockerAvailable();
        kind = isReal ? "apache/kafka:4.3.1 in a container" : "the embedded broker, in the test's process";
        var started = isReal ? container() : embedded();
        bootstrapServers = started.bootstrapServers();
        end = started.end();
        try {
            StartedTopics.create(bootstrapServers, topics);
            admin = Admin.create(client());
        } catch (RuntimeException | Error failure) {
            end.run();
            throw failure;
        }
    }

    @SuppressWarnings("resource") // closed by close()
    private static Started container() {
        var container = new KafkaContainer("apache/kafka:4.3.1");
        try {
            container.start();
            return new Started(container.getBootstrapServers(), container::close);
        } catch (RuntimeException | Error failure) {
            container.close();
            throw failure;
        }
    }

    @SuppressWarnings("resource") // closed by close()
    private static Started embedded() {
        var embedded = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());
        try {
            embedded.start();
            return new Started(embedded.bootstrapServers(), embedded::close);
        } catch (RuntimeException | Error failure) {
            embedded.close();
            throw failure;
        }
    }

    private static boolean isDockerAvailable() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException noUse) {
            return false;
        }
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", bootstrapServers);
    }

    /** A producer that loses nothing. */
    KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        var settings = new HashMap<>(client());
        settings.put("acks", "all");
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** How many records of its inputs the detector has not committed yet. */
    long lag() throws Exception {
        var ends = ends(List.of(Topic.CLOUDTRAIL, Topic.IAM_SNAPSHOTS));
        var committed = admin.listConsumerGroupOffsets(DetectorSettings.applicationId(topics))
                .partitionsToOffsetAndMetadata()
                .get();
        return ends.entrySet().stream()
                .mapToLong(end -> {
                    var commit = committed.get(end.getKey());
                    return end.getValue() - (commit == null ? 0 : commit.offset());
                })
                .sum();
    }

    Map<TopicPartition, Long> ends(List<Topic> of) throws Exception {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (var topic : of) {
            for (var partition = 0; partition < topics.partitions(); partition++) {
                latest.put(new TopicPartition(topics.name(topic), partition), OffsetSpec.latest());
            }
        }
        return admin.listOffsets(latest).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    /** How many bytes the broker has on its disk of some topics. */
    long bytes(Predicate<String> ofTopic) throws Exception {
        var brokers = admin.describeCluster().nodes().get().stream()
                .map(node -> node.id())
                .toList();
        return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                .flatMap(folders -> folders.values().stream())
                .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                .filter(replica -> ofTopic.test(replica.getKey().topic()))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    /** The same of the topics from which the detector restores its state. */
    long bytesOfChangelogs() throws Exception {
        return bytes(topic -> topic.endsWith("-changelog"));
    }

    @Override
    public void close() {
        admin.close();
        end.run();
    }
}
