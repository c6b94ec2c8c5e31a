package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.KeyChange;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is known of one access key. */
public final class KeyFacts {

    private final String accessKeyId;
    private final TreeSet<KeyStamp> changes = new TreeSet<>();
    private final TreeMap<Long, KeyUse> uses = new TreeMap<>();
    private Optional<Instant> shownUse = Optional.empty();

    /** Nothing is known yet. */
    public KeyFacts(String accessKeyId) {
        this.accessKeyId = accessKeyId;
    }

    public String accessKeyId() {
        return accessKeyId;
    }

    /** Its changes, in time. */
    public SortedSet<KeyStamp> changes() {
        return Collections.unmodifiableSortedSet(changes);
    }

    /** Its uses, at most one a clock hour, in time. */
    public Collection<KeyUse> uses() {
        return Collections.unmodifiableCollection(uses.values());
    }

    /** When it was created, if its creation is known; should there be several, the newest. */
    public Optional<Instant> createdAt() {
        var createdAt = Optional.<Instant>empty();
        for (var stamp : changes) {
            if (stamp.change() == KeyChange.CREATED) {
                createdAt = Optional.of(stamp.at());
            }
        }
        return createdAt;
    }

    /** The newest use known. */
    public Optional<Instant> lastUsedAt() {
        var recorded = uses.isEmpty()
                ? Optional.<Instant>empty()
                : Optional.of(uses.lastEntry().getValue().last());
        return Stream.of(recorded, shownUse).flatMap(Optional::stream).max(Instant::compareTo);
    }

    /** Whether a change or a use after that second is known. */
    boolean isToldAfter(Instant second) {
        return (!changes.isEmpty() && changes.last().at().isAfter(second))
                || (!uses.isEmpty() && uses.lastEntry().getValue().last().isAfter(second));
    }

    /** Whether neither changes nor uses are known. */
    public boolean isEmpty() {
        return changes.isEmpty() && uses.isEmpty();
    }

    /** The newest use that a listing told of; it is for people and decides nothing. */
    public Optional<Instant> shownUse() {
        return shownUse;
    }

    /** Notes a use that a listing told of. */
    public void seeUse(Instant at) {
        shownUse = Optional.of(shownUse.filter(at::isBefore).orElse(at));
    }

    /**
     * Adds a change.
     *
     * @return whether it was not known
     */
    public boolean add(KeyStamp change) {
        return changes.add(change);
    }

    /**
     * Adds a use.
     *
     * @return whether it told anything new
     */
    public boolean add(KeyUse use) {
        var known = uses.get(use.hour());
        return !use.equals(known) && !uses.merge(use.hour(), use, KeyUse::merge).equals(known);
    }

    void absorb(KeyFacts other) {
        changes.addAll(other.changes);
        other.uses.values().forEach(this::add);
        other.shownUse.ifPresent(this::seeUse);
    }
}
