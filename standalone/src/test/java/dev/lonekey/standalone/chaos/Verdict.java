package dev.lonekey.standalone.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.Findings;
import dev.lonekey.detector.oracle.ExpectedViolation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is wrong with what was published.
 *
 * @param lost violations that were not told
 * @param invented violations that there are not, told all the same
 * @param doubled events told twice, and violations told under two ids
 * @param disordered events whose revision is not the next of its violation
 * @param outdated what {@code violations.current} says otherwise than the last event
 * @param heardOtherwise what a reader who was there all the time did not read as one who came at the end
 */
record Verdict(
        List<String> lost,
        List<String> invented,
        List<String> doubled,
        List<String> disordered,
        List<String> outdated,
        List<String> heardOtherwise) {

    /**
     * Compares.
     *
     * @param published all of {@code violations}, each partition in order
     * @param current all of {@code violations.current}, likewise
     */
    static Verdict of(
            Set<ExpectedViolation> expected,
            List<ConsumerRecord<byte[], byte[]>> published,
            List<ConsumerRecord<byte[], byte[]>> current,
            List<Listener.Heard> heard) {
        var events = published.stream()
                .map(record -> ViolationEvent.fromJson(record.value()))
                .toList();
        var found = Findings.of(events);
        return new Verdict(
                texts(without(expected, found)),
                texts(without(found, expected)),
                doubled(events),
                disordered(events),
                outdated(published, current),
                heardOtherwise(published, heard));
    }

    boolean isFine() {
        return lost.isEmpty()
                && invented.isEmpty()
                && doubled.isEmpty()
                && disordered.isEmpty()
                && outdated.isEmpty()
                && heardOtherwise.isEmpty();
    }

    private static <T> Set<T> without(Set<T> all, Set<T> these) {
        return all.stream().filter(each -> !these.contains(each)).collect(Collectors.toSet());
    }

    private static List<String> texts(Set<ExpectedViolation> violations) {
        return violations.stream().map(ExpectedViolation::toString).sorted().toList();
    }

    private static List<String> doubled(List<ViolationEvent> events) {
        var doubled = new ArrayList<String>();
        var ids = new HashSet<String>();
        events.stream().map(ViolationEvent::eventId).filter(id -> !ids.add(id)).forEach(doubled::add);
        var newest = new LinkedHashMap<String, ViolationEvent>();
        events.forEach(event -> newest.put(event.violationId(), event));
        var violations = new HashMap<ExpectedViolation, String>();
        newest.forEach((id, event) -> Findings.of(List.of(event)).forEach(violation -> {
            var other = violations.put(violation, id);
            if (other != null) {
                doubled.add(id + " is " + other);
            }
        }));
        return doubled;
    }

    private static List<String> disordered(List<ViolationEvent> events) {
        var disordered = new ArrayList<String>();
        var revisions = new HashMap<String, Integer>();
        for (var event : events) {
            var before = revisions.put(event.violationId(), event.revision());
            if (event.revision() != (before == null ? 0 : before) + 1) {
                disordered.add(event.eventId() + " after revision " + before);
            }
        }
        return disordered;
    }

    private static List<String> outdated(
            List<ConsumerRecord<byte[], byte[]>> published, List<ConsumerRecord<byte[], byte[]>> current) {
        var last = new HashMap<String, String>();
        published.forEach(record ->
                last.put(ViolationEvent.fromJson(record.value()).violationId(), new String(record.value(), UTF_8)));
        var now = new HashMap<String, String>();
        current.forEach(record -> now.put(
                new String(record.key(), UTF_8),
                record.value() == null ? "forgotten" : new String(record.value(), UTF_8)));
        return differing(last, now);
    }

    private static List<String> differing(Map<String, String> last, Map<String, String> now) {
        var ids = new HashSet<>(last.keySet());
        ids.addAll(now.keySet());
        return ids.stream()
                .filter(id -> !last.getOrDefault(id, "").equals(now.get(id)))
                .sorted()
                .toList();
    }

    private static List<String> heardOtherwise(
            List<ConsumerRecord<byte[], byte[]>> published, List<Listener.Heard> heard) {
        var places = published.stream()
                .map(record -> Listener.Heard.of(record, Instant.EPOCH).place())
                .collect(Collectors.toSet());
        var placesHeard = heard.stream().map(Listener.Heard::place).toList();
        var otherwise = new ArrayList<String>();
        var seen = new HashSet<String>();
        placesHeard.stream()
                .filter(place -> !places.contains(place) || !seen.add(place))
                .forEach(otherwise::add);
        places.stream().filter(place -> !seen.contains(place)).forEach(otherwise::add);
        return otherwise;
    }
}
