package dev.lonekey.detector.oracle;

import dev.lonekey.detector.oracle.Snapshots.Completed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The keys of each principal of one account with all that calls and snapshots say of them. */
final class Ownership {
    private final Snapshots snapshots;
    private final Testimony testimony;
    private final Identities identities;
    private final Map<Life, Map<String, KeyStory>> ofUsers = new HashMap<>();
    private final Map<String, KeyStory> ofRoot = new TreeMap<>();

    Ownership(List<Call> calls, Snapshots snapshots) {
        this.snapshots = snapshots;
        testimony = new Testimony(calls);
        identities = new Identities(calls, snapshots.entries(), testimony);
        listings().forEach(this::tellShown);
        testimony.stories().forEach((key, story) -> identities.owner(key).ifPresent(owner -> owner.user()
                .map(life -> ofUsers.computeIfAbsent(life, any -> new TreeMap<>()))
                .orElse(ofRoot)
                .put(key, story)));
        listings().forEach(this::tellAbsent);
        snapshots.completed().forEach(this::tellAbsent);
        ofUsers.forEach((life, keys) -> life.ends().forEach(end -> keys.values().forEach(key -> key.userGone(end))));
        identities.lives().forEach(this::countKeys);
        new Numbers(ofRoot, snapshots.rootKeys(), List.of(), List.of()).count();
    }

    private List<Entry> listings() {
        return snapshots.entries().stream().filter(Entry::isListing).toList();
    }

    private void tellShown(Entry listing) {
        for (Entry.Shown shown : listing.keys()) {
            KeyStory story = testimony.story(shown.keyId());
            shown.createdAt().ifPresent(story::listedCreation);
            if (!story.hasEventIn(listing.asOf(), listing.until())) {
                story.listed(Math.max(listing.asOf(), shown.createdAt().orElse(listing.asOf())), shown.active());
            }
        }
    }

    private void tellAbsent(Entry listing) {
        ofUsers.getOrDefault(identities.meantBy(listing), Map.of()).forEach((key, story) -> {
            if (!listing.shows(key) && !story.hasEventIn(listing.asOf(), listing.until())) {
                story.absent(listing.asOf(), false);
            }
        });
    }

    private void tellAbsent(Completed snapshot) {
        ofUsers.forEach((life, keys) -> {
            if (!shown(snapshot).contains(life)) {
                keys.values().stream()
                        .filter(key -> !key.hasEventIn(snapshot.asOf(), snapshot.until()))
                        .forEach(key -> key.absent(snapshot.asOf(), true));
            }
        });
    }

    private Set<Life> shown(Completed snapshot) {
        return listings().stream()
                .filter(listing -> listing.snapshotId().equals(snapshot.snapshotId()))
                .map(identities::meantBy)
                .collect(Collectors.toSet());
    }

    private void countKeys(Life life) {
        List<Count> counts = new ArrayList<>();
        snapshots.entries().stream()
                .filter(entry -> identities.meantBy(entry) == life)
                .forEach(entry ->
                        counts.add(entry.count().orElseGet(() -> Count.allListed(entry.asOf(), entry.until()))));
        if (counts.stream().noneMatch(count -> count.kind() != Count.Kind.ALL_LISTED)) {
            return;
        }
        snapshots.completed().stream()
                .filter(snapshot -> !shown(snapshot).contains(life) && isLast(snapshot.asOf(), life))
                .forEach(snapshot -> counts.add(Count.allListed(snapshot.asOf(), snapshot.until())));
        List<Long> ends = life.ends().stream().filter(end -> isLast(end, life)).toList();
        new Numbers(ofUsers.computeIfAbsent(life, any -> new TreeMap<>()), counts, ends, life.renames()).count();
    }

    private static boolean isLast(long second, Life life) {
        return life.renames().stream().noneMatch(rename -> rename > second);
    }

    Map<String, KeyFacts> keysOfRoot() {
        return settled(ofRoot, List.of());
    }

    Map<Life, Map<String, KeyFacts>> keysOfUsers() {
        Map<Life, Map<String, KeyFacts>> settled = new HashMap<>();
        ofUsers.forEach((life, keys) -> settled.put(life, settled(keys, life.renames())));
        return settled;
    }

    private static Map<String, KeyFacts> settled(Map<String, KeyStory> keys, List<Long> renames) {
        Map<String, KeyFacts> settled = new TreeMap<>();
        keys.forEach((key, story) -> settled.put(key, story.settle(renames)));
        return settled;
    }
}
