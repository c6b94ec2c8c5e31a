package dev.lonekey.detector.oracle;

import dev.lonekey.detector.oracle.Lives.LostTake;
import dev.lonekey.detector.oracle.Testimony.Named;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out which user each entry of a snapshot is about and whose each key is. Reads callers and entries in the order of time; whenever an entry shows that a record was lost, by which a name was taken, all
 * is read anew with what was lost.
 */
final class Identities {
    /** Whose key it is: root's, or a user's. */
    record Owner(Optional<Life> user) {}

    private final List<Call> calls;
    private final List<Entry> entries;
    private final Testimony testimony;
    private final Map<Entry, LostTake> lost = new LinkedHashMap<>();
    private Lives lives;
    private final Map<Entry, Life> meant = new LinkedHashMap<>();
    private final Map<String, Life> listedOwner = new HashMap<>();

    Identities(List<Call> calls, List<Entry> entries, Testimony testimony) {
        this.calls = calls;
        this.entries = entries;
        this.testimony = testimony;
        do {
            meant.clear();
            listedOwner.clear();
            lives = new Lives(calls, testimony.whoIsTold(), lost.values());
        } while (!isAllRead());
    }

    private boolean isAllRead() {
        List<Call> sightings =
                calls.stream().filter(call -> call.callingUserId().isPresent()).toList();
        int sighted = 0;
        for (Entry entry : entries) {
            while (sighted < sightings.size() && sightings.get(sighted).second() <= entry.until()) {
                sight(sightings.get(sighted++));
            }
            Optional<LostTake> found = read(entry);
            if (found.isPresent()) {
                lost.put(entry, found.get());
                return false;
            }
        }
        return true;
    }

    private void sight(Call call) {
        String userId = call.callingUserId().orElseThrow();
        call.user().flatMap(name -> lives.caller(name, call.second())).ifPresent(life -> lives.identify(life, userId));
    }

    /** Returns what must have been lost if the entry is to be understood, unless that is known already. */
    private Optional<LostTake> read(Entry entry) {
        Optional<Life> bearer = lives.taker(entry);
        if (bearer.isEmpty()) {
            bearer = find(entry);
            if (bearer.isEmpty()) {
                return Optional.of(new LostTake(
                        entry.asOf(), entry.name(), Optional.empty(), Optional.empty(), entry.userId(), entry));
            }
            Life life = bearer.get();
            if (!bears(life, entry)) {
                long began = lives.began(life) <= entry.until() ? lives.began(life) : entry.asOf();
                long second = Math.max(entry.asOf(), began);
                return Optional.of(new LostTake(
                        second,
                        entry.name(),
                        Optional.of(life.origin()),
                        lives.nameOf(life, second),
                        entry.userId(),
                        entry));
            }
        }
        Life life = bearer.get();
        entry.userId().ifPresent(id -> lives.identify(life, id));
        meant.put(entry, life);
        entry.keys().forEach(key -> listedOwner.put(key.keyId(), life));
        return Optional.empty();
    }

    /** By the id, else by a key that is known to be somebody's, else by the name. */
    private Optional<Life> find(Entry entry) {
        return entry.userId()
                .flatMap(lives::byUserId)
                .or(() -> entry.keys().stream()
                        .flatMap(key -> ownerBy(key.keyId(), entry.until()).stream())
                        .flatMap(owner -> owner.user().stream())
                        .filter(life -> mayBe(life, entry) && (bears(life, entry) || !isShownElsewhere(life, entry)))
                        .findFirst())
                .or(() -> lives.in(entry.name(), entry.asOf(), entry.until()).stream()
                        .filter(life -> mayBe(life, entry))
                        .findFirst());
    }

    private boolean bears(Life life, Entry entry) {
        return lives.bears(life, entry.name(), entry.asOf(), entry.until());
    }

    /** Whether the same snapshot shows somebody under another name, so that it is nobody's new name. */
    private boolean isShownElsewhere(Life life, Entry entry) {
        return meant.entrySet().stream()
                .anyMatch(shown ->
                        shown.getValue() == life && shown.getKey().snapshotId().equals(entry.snapshotId()));
    }

    /** Nobody is known by two ids. */
    private static boolean mayBe(Life life, Entry entry) {
        return life.userId().isEmpty()
                || entry.userId().isEmpty()
                || life.userId().equals(entry.userId());
    }

    private Optional<Owner> ownerBy(String key, long until) {
        return Optional.ofNullable(listedOwner.get(key))
                .map(life -> new Owner(Optional.of(life)))
                .or(() -> testimony.owner(key, until).map(this::owner));
    }

    private Owner owner(Named named) {
        return new Owner(
                named.isRoot()
                        ? Optional.empty()
                        : Optional.of(lives.bearer(named.name(), named.second(), named.createdThen())));
    }

    /** Whose a key is by all that is known; nobody knows if no fact names the owner. */
    Optional<Owner> owner(String key) {
        return ownerBy(key, Long.MAX_VALUE);
    }

    Life meantBy(Entry entry) {
        return meant.get(entry);
    }

    List<Life> lives() {
        return List.copyOf(lives.all());
    }
}
