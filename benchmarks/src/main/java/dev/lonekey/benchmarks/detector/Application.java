package dev.lonekey.benchmarks.detector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.stream.Detector;
import dev.lonekey.detector.stream.DetectorSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * A running stream application that reads lonekey.cloudtrail: the detector, or what it is measured against. All run under the
 * same settings.
 */
record Application(BooleanSupplier running, Runnable closing) implements AutoCloseable {

    private static final List<Topic> SINKS = List.of(
            Topic.VIOLATIONS,
            Topic.VIOLATIONS_CURRENT,
            Topic.VIOLATIONS_OCSF,
            Topic.ACCOUNTS_CURRENT,
            Topic.DEAD_LETTERS);

    /** How one is started. */
    @FunctionalInterface
    interface Start {
        /**
         * Starts it.
         *
         * @param kafka where the brokers are, and settings that overrule the usual ones
         */
        Application start(String applicationId, Path folder, Map<String, String> kafka);
    }

    static Application detector(String applicationId, Path folder, Map<String, String> kafka) {
        var detector =
                new Detector(settings(applicationId, folder, kafka), Clock.systemUTC(), new SimpleMeterRegistry());
        detector.start();
        return new Application(detector::isRunning, detector::close);
    }

    /** Forwards each record once, to one of as many sinks as the detector has, without any state. */
    static Application copy(String applicationId, Path folder, Map<String, String> kafka) {
        var builder = new StreamsBuilder();
        var records = source(builder);
        for (var sink = 0; sink < SINKS.size(); sink++) {
            var remainder = sink;
            records.filter((account, json) -> json.length % SINKS.size() == remainder)
                    .to(Brokers.TOPICS.name(SINKS.get(sink)), Produced.with(Serdes.String(), Serdes.ByteArray()));
        }
        return streams(builder.build(), applicationId, folder, kafka);
    }

    /** Forwards each record to lonekey.violations. */
    static Application copyToOne(String applicationId, Path folder, Map<String, String> kafka) {
        var builder = new StreamsBuilder();
        source(builder).to(Brokers.TOPICS.name(Topic.VIOLATIONS), Produced.with(Serdes.String(), Serdes.ByteArray()));
        return streams(builder.build(), applicationId, folder, kafka);
    }

    /** What one would write in an afternoon: the keys of all users of an account, as JSON, in an aggregate. */
    static Application aggregate(String applicationId, Path folder, Map<String, String> kafka) {
        var builder = new StreamsBuilder();
        source(builder)
                .groupByKey(Grouped.with(Serdes.String(), Serdes.ByteArray()))
                .aggregate(
                        Json.MAPPER::createObjectNode,
                        (account, record, users) -> hear(record, users),
                        Materialized.<String, ObjectNode, KeyValueStore<Bytes, byte[]>>as("users")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(json()))
                .toStream()
                .filter((account, users) -> users.get("changed").asBoolean())
                .to(Brokers.TOPICS.name(Topic.VIOLATIONS), Produced.with(Serdes.String(), json()));
        return streams(builder.build(), applicationId, folder, kafka);
    }

    /** Keeps and publishes as many records of as many bytes as the detector, without looking at anything. */
    static Application writer(String applicationId, Path folder, Map<String, String> kafka) {
        var builder = new StreamsBuilder();
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(Writer.STORE), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled());
        source(builder).process(Writer::new, Named.as(Writer.NAME), Writer.STORE);
        var topology = builder.build();
        for (var sink : SINKS) {
            topology.addSink(
                    sink.name(),
                    Brokers.TOPICS.name(sink),
                    new StringSerializer(),
                    new ByteArraySerializer(),
                    Writer.NAME);
        }
        return streams(topology, applicationId, folder, kafka);
    }

    private static KStream<String, byte[]> source(StreamsBuilder builder) {
        return builder.stream(
                Brokers.TOPICS.name(Topic.CLOUDTRAIL), Consumed.with(Serdes.String(), Serdes.ByteArray()));
    }

    private static ObjectNode hear(byte[] record, ObjectNode users) {
        try {
            var event = Json.MAPPER.readTree(record);
            var keys = users.withObject(
                    "/users/" + event.at("/requestParameters/userName").asText());
            var before = keys.size() > 1;
            if (event.get("eventName").asText().equals("CreateAccessKey")) {
                keys.set(event.at("/responseElements/accessKey/accessKeyId").asText(), event.get("eventTime"));
            } else {
                keys.remove(event.at("/requestParameters/accessKeyId").asText());
            }
            return users.put("changed", before != (keys.size() > 1));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Serde<ObjectNode> json() {
        Serializer<ObjectNode> writer = (topic, node) -> {
            try {
                return Json.MAPPER.writeValueAsBytes(node);
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
        Deserializer<ObjectNode> reader = (topic, bytes) -> {
            try {
                return bytes == null ? null : (ObjectNode) Json.MAPPER.readTree(bytes);
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
        return Serdes.serdeFrom(writer, reader);
    }

    private static DetectorSettings settings(String applicationId, Path folder, Map<String, String> kafka) {
        return new DetectorSettings(applicationId, Brokers.TOPICS, Optional.empty(), folder, Policy.DEFAULT, kafka);
    }

    private static Application streams(
            Topology topology, String applicationId, Path folder, Map<String, String> kafka) {
        var streams = new KafkaStreams(
                topology, settings(applicationId, folder, kafka).streams());
        streams.start();
        return new Application(() -> streams.state() == KafkaStreams.State.RUNNING, streams::close);
    }

    boolean isRunning() {
        return running.getAsBoolean();
    }

    @Override
    public void close() {
        closing.run();
    }
}
