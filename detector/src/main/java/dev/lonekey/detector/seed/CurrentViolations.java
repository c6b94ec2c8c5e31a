package dev.lonekey.detector.seed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.detector.stream.Seeds;
import dev.lonekey.runtime.failure.Failure;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in {@code lonekey.violations.current}: the newest event of each violation, as far as it was committed when
 * reading began.
 */
public final class CurrentViolations implements Seeds {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentViolations.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So far may the clocks of AWS and of the machine that published be ahead of this one's. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final Topics topics;
    private final Map<String, byte[]> newest = new HashMap<>();
    private final Map<Integer, Map<String, List<byte[]>>> byPartition = new HashMap<>();
    private int unusable;
    private Optional<Duration> retention = Seeds.super.toldAgain();

    private CurrentViolations(Topics topics) {
        this.topics = topics;
    }

    /**
     * Reads the topic to its ends.
     *
     * @param kafka client settings by their Kafka names
     * @throws Failure if it cannot be read, or Kafka does not answer for 30 seconds
     * @throws InterruptException if the thread is interrupted
     */
    public static CurrentViolations read(Topics topics, Map<String, String> kafka) {
        var topic = topics.name(Topic.VIOLATIONS_CURRENT);
        var current = new CurrentViolations(topics);
        try (var consumer =
                new KafkaConsumer<>(settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            current.readAll(consumer, topic);
        } catch (AuthorizationException refused) {
            throw new Failure(
                    "--seed cannot read topic %s: %s; allow Read on it, as docs/kafka.md says"
                            .formatted(topic, refused.getMessage()),
                    refused);
        } catch (InterruptException stopped) {
            throw stopped; // asked to end, which is no failure
        } catch (KafkaException failure) {
            throw new Failure(
                    "--seed cannot read topic %s: %s; start again once it can be read"
                            .formatted(topic, failure.getMessage()),
                    failure);
        }
        current.sort(topic);
        return current;
    }

    private static Map<String, Object> settings(Map<String, String> kafka) {
        var settings = new HashMap<String, Object>(kafka);
        settings.keySet().removeAll(Set.of("group.id", "group.instance.id"));
        settings.computeIfPresent("client.id", (name, id) -> id + "-seed");
        settings.put("group.protocol", "classic"); // there is no group; "streams" is none of a consumer's
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        return settings;
    }

    private void readAll(Consumer<byte[], byte[]> consumer, String topic) {
        var partitions = IntStream.range(0, topics.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions, PATIENCE);
        var heardAt = System.nanoTime();
        while (partitions.stream().anyMatch(each -> consumer.position(each, PATIENCE) < ends.get(each))) {
            var records = consumer.poll(POLL);
            records.forEach(this::take);
            if (!records.isEmpty()) {
                heardAt = System.nanoTime();
            } else if (System.nanoTime() - heardAt > PATIENCE.toNanos()) {
                throw new KafkaException("nothing came for " + PATIENCE.toSeconds() + " seconds");
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> read) {
        if (read.key() == null) {
            unusable++;
        } else if (read.value() == null) {
            newest.remove(new String(read.key(), UTF_8));
        } else {
            newest.put(new String(read.key(), UTF_8), read.value());
        }
    }

    /** Kept as bytes, which take a fraction of the memory: of most partitions this instance may never be asked. */
    private void sort(String topic) {
        var notAfter = Instant.now().plus(AHEAD);
        newest.forEach((id, json) -> event(json, notAfter)
                .filter(event -> id.equals(event.violationId()))
                .ifPresentOrElse(
                        event -> byPartition
                                .computeIfAbsent(
                                        topics.partitionOf(event.account().id()), unseen -> new HashMap<>())
                                .computeIfAbsent(event.account().id(), unseen -> new ArrayList<>())
                                .add(json),
                        () -> unusable++));
        var usable = byPartition.values().stream()
                .flatMap(accounts -> accounts.values().stream())
                .mapToInt(List::size)
                .sum();
        LOG.info("read {} violations from {} as a seed", usable, topic);
        if (unusable > 0) {
            // Without their content, which may be anybody's.
            LOG.warn(
                    "{} records in {} are no events of the violations that their keys name; they are not seeded",
                    unusable,
                    topic);
        }
        newest.clear();
    }

    /** What can be used; not what is told of a time that has not come. */
    static Optional<ViolationEvent> event(byte[] json, Instant notAfter) {
        try {
            return Optional.of(ViolationEvent.fromJson(json))
                    .filter(CurrentViolations::isWhole)
                    .filter(event -> times(event).noneMatch(at -> at.isBefore(Instant.EPOCH) || at.isAfter(notAfter)));
        } catch (UncheckedIOException | IllegalArgumentException | NullPointerException notAnEvent) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(ViolationEvent event) {
        return ViolationEvent.SCHEMA.equals(event.schema())
                && event.revision() > 0
                && Stream.of(
                                event.account().id(),
                                event.rule().id(),
                                event.principal().type(),
                                event.principal().name(),
                                event.type(),
                                event.severity(),
                                event.discovery(),
                                event.cause(),
                                event.openedAt(),
                                event.detectedAt())
                        .allMatch(Objects::nonNull)
                && keys(event)
                        .flatMap(key -> Stream.of(key.accessKeyId(), key.status(), key.evidence()))
                        .allMatch(Objects::nonNull)
                && (event.type() == EventType.RESOLVED)
                        == (event.resolvedAt().isPresent() && event.resolution().isPresent());
    }

    private static Stream<ViolationEvent.Key> keys(ViolationEvent event) {
        return Stream.concat(event.keys().stream(), event.otherKeys().stream());
    }

    private static Stream<Instant> times(ViolationEvent event) {
        var ofCause = event.cause() instanceof Cause.CloudTrail record
                ? Stream.of(record.eventTime())
                : event.cause() instanceof Cause.Snapshot snapshot
                        ? Stream.of(snapshot.asOf(), snapshot.until())
                        : Stream.<Instant>empty();
        var ofKeys = keys(event)
                .flatMap(key -> Stream.of(key.createdAt(), key.activeSince(), key.lastUsedAt()))
                .flatMap(Optional::stream);
        return Stream.of(Stream.of(event.openedAt(), event.detectedAt()), event.resolvedAt().stream(), ofCause, ofKeys)
                .flatMap(times -> times);
    }

    /** With what the topics of the input keep in fact; empty if they keep all for good. */
    public CurrentViolations toldAgain(Optional<Duration> actual) {
        retention = actual;
        return this;
    }

    @Override
    public Optional<Duration> toldAgain() {
        return retention;
    }

    @Override
    public Map<String, List<ViolationEvent>> of(int partition) {
        var events = new HashMap<String, List<ViolationEvent>>();
        byPartition
                .getOrDefault(partition, Map.of())
                .forEach((account, all) -> events.put(
                        account, all.stream().map(ViolationEvent::fromJson).toList()));
        return events;
    }
}
