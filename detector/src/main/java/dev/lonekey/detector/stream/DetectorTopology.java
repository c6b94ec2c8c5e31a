package dev.lonekey.detector.stream;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.account.Judge;
import dev.lonekey.detector.ocsf.DetectionFindings;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The shape of the detector: CloudTrail records and snapshots by account, one processor with the key histories, and sinks. A foreign
 * topic, whose keys cannot be trusted, is read as well, unwrapped and repartitioned first. No timestamp of the input is ever used: one
 * from the past would let retention delete what is written, one from the future would stop the stream.
 */
final class DetectorTopology {

    private DetectorTopology() {}

    static Topology of(
            Topics topics,
            Optional<String> foreignTopic,
            Judge judge,
            Optional<Seeds> seeds,
            DetectionFindings findings,
            Clock clock,
            DetectorMeters meters) {
        var builder = new StreamsBuilder();
        // Streams makes the processors of a thread in that thread.
        ThreadLocal<CommitPace> paces = ThreadLocal.withInitial(() -> new CommitPace(System::nanoTime));
        var own = own(builder, topics.name(Topic.CLOUDTRAIL), Nodes.SOURCE);
        var records = foreignTopic
                .map(topic -> own.merge(
                        unwrapped(builder, topic, topics, clock, meters.input(), paces), Named.as(Nodes.RECORDS)))
                .orElse(own);
        builder.addStateStore(store(Nodes.HISTORY_STORE)).addStateStore(store(Nodes.AGENDA_STORE));
        records.merge(own(builder, topics.name(Topic.IAM_SNAPSHOTS), Nodes.SNAPSHOTS), Named.as(Nodes.INPUT))
                .process(
                        () -> new HistoryProcessor(
                                topics, foreignTopic.isPresent(), judge, seeds, findings, clock, meters, paces.get()),
                        Named.as(Nodes.HISTORIES),
                        Nodes.HISTORY_STORE,
                        Nodes.AGENDA_STORE);
        var topology = builder.build();
        sink(topology, Nodes.VIOLATIONS, topics.name(Topic.VIOLATIONS), Nodes.HISTORIES);
        sink(topology, Nodes.VIOLATIONS_CURRENT, topics.name(Topic.VIOLATIONS_CURRENT), Nodes.HISTORIES);
        sink(topology, Nodes.VIOLATIONS_OCSF, topics.name(Topic.VIOLATIONS_OCSF), Nodes.HISTORIES);
        sink(topology, Nodes.ACCOUNTS_CURRENT, topics.name(Topic.ACCOUNTS_CURRENT), Nodes.HISTORIES);
        sink(topology, Nodes.DEAD_LETTERS, topics.name(Topic.DEAD_LETTERS), Nodes.HISTORIES);
        if (foreignTopic.isPresent()) {
            sink(topology, Nodes.DEAD_LETTERS_OF_UNWRAP, topics.name(Topic.DEAD_LETTERS), Nodes.UNWRAP);
        }
        return topology;
    }

    private static StoreBuilder<KeyValueStore<byte[], byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    private static KStream<String, byte[]> own(StreamsBuilder builder, String topic, String node) {
        return builder.stream(topic, consumed(node));
    }

    private static KStream<String, byte[]> unwrapped(
            StreamsBuilder builder,
            String topic,
            Topics topics,
            Clock clock,
            InputMeters meters,
            ThreadLocal<CommitPace> paces) {
        return builder.stream(topic, consumed(Nodes.FOREIGN_SOURCE))
                .process(() -> new UnwrapProcessor(clock, meters, paces.get()), Named.as(Nodes.UNWRAP))
                .mapValues(record -> record, Named.as(Nodes.UNWRAPPED))
                .repartition(Repartitioned.<String, byte[]>as(Nodes.BY_ACCOUNT)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.ByteArray())
                        .withNumberOfPartitions(topics.partitions()));
    }

    private static Consumed<String, byte[]> consumed(String node) {
        return Consumed.with(Serdes.String(), Serdes.ByteArray())
                .withTimestampExtractor(new WallclockTimestampExtractor())
                .withName(node);
    }

    private static void sink(Topology topology, String name, String topic, String parent) {
        topology.addSink(name, topic, new StringSerializer(), new ByteArraySerializer(), parent);
    }
}
