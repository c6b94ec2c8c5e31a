package dev.lonekey.benchmarks.detector;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One broker in this process, with Lonekey's topics on it. All contenders of a measurement share it. */
final class Brokers implements AutoCloseable {

    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 2, (short) 1);

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final EmbeddedBroker broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());

    private final Admin admin;

    Brokers() throws InterruptedException {
        broker.start();
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        try (var cluster = new Cluster(kafka())) {
            cluster.create(TOPICS, List.of(Topic.values()));
        }
    }

    /** Publishes so many CloudTrail records, in the order of their numbers, to the accounts of their numbers. */
    void publish(long count, LongFunction<String> account, LongFunction<byte[]> record) {
        try (var producer = producer(Map.of("linger.ms", "20", "batch.size", "262144"))) {
            for (var number = 0L; number < count; number++) {
                var unused = producer.send(new ProducerRecord<>(
                        TOPICS.name(Topic.CLOUDTRAIL), account.apply(number), record.apply(number)));
            }
        }
    }

    /** Publishes the parts of a snapshot. */
    void publish(List<SnapshotPart> parts) {
        try (var producer = producer(Map.of())) {
            for (var part : parts) {
                var unused = producer.send(
                        new ProducerRecord<>(TOPICS.name(Topic.IAM_SNAPSHOTS), part.accountId(), part.toJson()));
            }
        }
    }

    /** What comes to some topics. */
    Growth growth(Topic... topics) {
        return growth(Stream.of(topics).map(TOPICS::name));
    }

    /** What comes to the changelogs of an application that has run. */
    Growth growthOfState(String group) throws Exception {
        return growth(admin.listTopics().names().get().stream()
                .filter(topic -> topic.startsWith(group + "-") && topic.endsWith("-changelog")));
    }

    private Growth growth(Stream<String> topics) {
        var settings = new HashMap<String, Object>(kafka());
        settings.put("isolation.level", "read_committed");
        return new Growth(admin, settings, partitions(topics));
    }

    /** Returns when an application runs. */
    static void awaitRunning(Application application) throws InterruptedException {
        await(application::isRunning);
    }

    /** Returns when a group has committed past all CloudTrail records and parts of snapshots. */
    void awaitDone(String group) throws InterruptedException {
        var inputs = Stream.of(Topic.CLOUDTRAIL, Topic.IAM_SNAPSHOTS).map(TOPICS::name);
        var ends = partitions(inputs).stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        await(() -> {
            var committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return admin.listOffsets(ends).all().get().entrySet().stream()
                    .allMatch(end -> end.getValue().offset() == 0
                            || (committed.get(end.getKey()) != null
                                    && committed.get(end.getKey()).offset()
                                            >= end.getValue().offset()));
        });
    }

    /** Bytes of topics in the log folder, by a part of their name. */
    long bytes(String part) throws Exception {
        return admin.describeLogDirs(List.of(1)).allDescriptions().get().get(1).values().stream()
                .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().contains(part))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    /** How many records were ever written to topics, by a part of their name, the markers of transactions included. */
    long records(String part) throws Exception {
        var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get().stream()
                .filter(name -> name.contains(part))
                .toList();
        var ends = admin.describeTopics(names).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    private static List<TopicPartition> partitions(Stream<String> topics) {
        return topics.flatMap(topic -> IntStream.range(0, TOPICS.partitions())
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
                .toList();
    }

    static void await(Callable<Boolean> condition) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (!isTrue(condition)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("still waiting after " + PATIENCE);
            }
            Thread.sleep(20);
        }
    }

    private static boolean isTrue(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    Map<String, String> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    Map<String, String> kafka(Map<String, String> extra) {
        var settings = new HashMap<>(kafka());
        settings.putAll(extra);
        return settings;
    }

    KafkaProducer<String, byte[]> producer(Map<String, String> extra) {
        var settings = new HashMap<String, Object>(kafka());
        settings.put("acks", "all");
        settings.putAll(extra);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
