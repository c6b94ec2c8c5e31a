package dev.lonekey.detector.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parts of snapshots of one account, as the naive evaluator reads them. */
final class Snapshots {
    record Completed(String snapshotId, long asOf, long until) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Completed> completed = new ArrayList<>();
    private final List<Count> rootKeys = new ArrayList<>();
    /** Whether there are certificates, by time; of one second, that there are wins. */
    private final TreeMap<Long, Boolean> certificates = new TreeMap<>();

    Snapshots(Collection<JsonNode> parts) {
        for (JsonNode part : parts) {
            switch (part.path("type").asText()) {
                case "users" -> part.path("users").forEach(user -> entries.add(listing(part, user)));
                case "root" -> readSummary(part);
                case "report" -> part.path("principals").forEach(principal -> readReport(part, principal));
                case "completed" -> readCompleted(part, parts);
                default -> {}
            }
        }
        entries.sort(Comparator.comparingLong(Snapshots::readAt)
                .thenComparingLong(Entry::until)
                .thenComparing(Entry::name)
                .thenComparing(entry -> entry.userId().orElse(""))
                .thenComparing(Entry::toString));
    }

    /** The numbers of a report are those of whoever bears the name in the end. */
    private static long readAt(Entry entry) {
        return entry.isListing() ? entry.asOf() : entry.until();
    }

    private static Entry listing(JsonNode part, JsonNode user) {
        List<Entry.Shown> keys = new ArrayList<>();
        for (JsonNode key : user.path("keys")) {
            OptionalLong createdAt =
                    key.hasNonNull("createdAt") ? OptionalLong.of(second(key, "createdAt")) : OptionalLong.empty();
            keys.add(new Entry.Shown(
                    key.path("id").asText(), key.path("status").asText().equals("Active"), createdAt));
        }
        keys.sort(Comparator.comparing(Entry.Shown::keyId));
        return new Entry(
                part.path("snapshotId").asText(),
                second(part, "asOf"),
                second(part, "until"),
                Call.lower(user.path("name").asText()),
                Optional.ofNullable(user.path("id").textValue()),
                List.copyOf(keys),
                Optional.empty());
    }

    private void readSummary(JsonNode part) {
        long asOf = second(part, "asOf");
        if (part.path("accessKeysPresent").isBoolean()) {
            boolean present = part.path("accessKeysPresent").booleanValue();
            long until = second(part, "until");
            rootKeys.add(present ? Count.atLeastOne(asOf, until) : Count.none(asOf, until));
        }
        if (part.path("signingCertificatesPresent").isBoolean()) {
            boolean present = part.path("signingCertificatesPresent").booleanValue();
            certificates.merge(asOf, present, Boolean::logicalOr);
        }
    }

    private void readReport(JsonNode part, JsonNode principal) {
        long generated = second(part, "generatedAt");
        long asOf = generated - World.MARGIN_SECONDS;
        Count count = Count.exactly(
                asOf,
                generated,
                principal.path("keysExisting").asInt(),
                principal.path("keysActive").asInt());
        if (principal.path("root").asBoolean()) {
            rootKeys.add(count);
            if (principal.path("certificatesActive").asInt() > 0) {
                certificates.merge(asOf, true, Boolean::logicalOr);
            }
        } else {
            String arn = principal.path("arn").asText();
            String name = Call.lower(arn.substring(arn.lastIndexOf('/') + 1));
            entries.add(new Entry(
                    part.path("snapshotId").asText(),
                    asOf,
                    generated,
                    name,
                    Optional.empty(),
                    List.of(),
                    Optional.of(count)));
        }
    }

    private void readCompleted(JsonNode end, Collection<JsonNode> parts) {
        String snapshotId = end.path("snapshotId").asText();
        Set<Integer> known = parts.stream()
                .filter(part -> part.path("snapshotId").asText().equals(snapshotId) && part.hasNonNull("part"))
                .map(part -> part.path("part").asInt())
                .collect(Collectors.toSet());
        if (IntStream.rangeClosed(1, end.path("parts").asInt()).allMatch(known::contains)) {
            completed.add(new Completed(snapshotId, second(end, "asOf"), second(end, "until")));
        }
    }

    private static long second(JsonNode node, String field) {
        return Instant.parse(node.path(field).asText()).getEpochSecond();
    }

    /** In the order in which they are read: by time, and of one time by name. */
    List<Entry> entries() {
        return entries;
    }

    List<Completed> completed() {
        return completed;
    }

    List<Count> rootKeys() {
        return rootKeys;
    }

    SortedMap<Long, Boolean> certificates() {
        return certificates;
    }
}
