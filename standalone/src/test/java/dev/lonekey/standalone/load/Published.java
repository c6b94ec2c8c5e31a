package dev.lonekey.standalone.load;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All violation events that a broker has, read committed, put together to what they say in the end. */
final class Published {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Map<String, ViolationEvent> newest = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private long events;

    private Published() {}

    /** Reads the topic from its beginning to its end of now. */
    static Published of(LoadBroker broker) throws Exception {
        var published = new Published();
        var settings = Map.<String, Object>of(
                "bootstrap.servers", broker.bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var ends = broker.ends(List.of(Topic.VIOLATIONS));
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            var giveUp = Instant.now().plus(PATIENCE);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> published.take(ViolationEvent.fromJson(record.value())));
                if (Instant.now().isAfter(giveUp)) {
                    throw new AssertionError(
                            "violation events could not be read to their end; %,d were".formatted(published.events));
                }
            }
        }
        return published;
    }

    private void take(ViolationEvent event) {
        events++;
        var before = newest.put(event.violationId(), event);
        var expected = before == null ? 1 : before.revision() + 1;
        if (event.revision() != expected) {
            faults.add("%s, where revision %d was expected".formatted(event.eventId(), expected));
        }
    }

    long events() {
        return events;
    }

    /** Revisions that came twice, were left out, or came in another order. */
    List<String> faults() {
        return faults;
    }

    /** The violations, without those that never were, as {@link AccountStory#violation} writes them. */
    Set<String> violations() {
        return newest.values().stream()
                .filter(event ->
                        event.resolution().filter(Resolution.RETRACTED::equals).isEmpty())
                .map(event -> AccountStory.violation(
                        event.account().id(),
                        event.principal().type() == PrincipalType.ROOT
                                ? "root"
                                : event.principal().name(),
                        event.openedAt(),
                        event.resolvedAt()))
                .collect(Collectors.toSet());
    }
}
