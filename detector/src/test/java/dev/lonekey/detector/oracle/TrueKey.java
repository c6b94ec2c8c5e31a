package dev.lonekey.detector.oracle;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** A key in the simulated account: what it truly is, and what whole seconds let one see of it. */
final class TrueKey {
    private enum Change {
        CREATED,
        DEACTIVATED,
        ACTIVATED,
        DELETED
    }

    /** What the records of whole seconds tell about the key at the end of the last second. */
    enum Seen {
        NONE,
        INACTIVE,
        ACTIVE
    }

    /** What the key is at the end of a second. */
    enum Status {
        ABSENT,
        INACTIVE,
        ACTIVE
    }

    private final String id;
    private final Holder holder;
    private final Set<Change> thisSecond = EnumSet.noneOf(Change.class);
    private final TreeMap<Long, Status> statuses = new TreeMap<>();
    private final long createdAt;
    private long lastUsedAt;
    private boolean active = true;
    private boolean deleted;
    private boolean ownerNamed;
    private long inactiveSince;
    private Seen seen = Seen.NONE;

    TrueKey(String id, Holder holder, long now) {
        this.id = id;
        this.holder = holder;
        this.createdAt = now;
        statuses.put(now, Status.ACTIVE);
        thisSecond.add(Change.CREATED);
    }

    void setActive(boolean nowActive, long now) {
        thisSecond.add(nowActive ? Change.ACTIVATED : Change.DEACTIVATED);
        inactiveSince = active && !nowActive ? now : inactiveSince;
        active = nowActive;
        statuses.put(now, active ? Status.ACTIVE : Status.INACTIVE);
    }

    void delete(long now) {
        inactiveSince = active ? now : inactiveSince;
        active = false;
        deleted = true;
        statuses.put(now, Status.ABSENT);
        thisSecond.add(Change.DELETED);
    }

    /**
     * Closes a second. Times are whole seconds, so the order of changes within one is not to be known: DELETED wins over all, ACTIVE over INACTIVE, and either over CREATED.
     */
    void endOfSecond() {
        if (thisSecond.contains(Change.DELETED)) {
            seen = Seen.NONE;
        } else if (thisSecond.contains(Change.ACTIVATED)) {
            seen = Seen.ACTIVE;
        } else if (thisSecond.contains(Change.DEACTIVATED)) {
            seen = Seen.INACTIVE;
        } else if (thisSecond.contains(Change.CREATED)) {
            seen = Seen.ACTIVE;
        }
        thisSecond.clear();
    }

    /** What the key truly is at the end of a second. */
    Status at(long second) {
        return Optional.ofNullable(statuses.floorEntry(second))
                .map(Map.Entry::getValue)
                .orElse(Status.ABSENT);
    }

    long createdAt() {
        return createdAt;
    }

    void usedAt(long second) {
        lastUsedAt = second;
    }

    OptionalLong lastUsedAt() {
        return lastUsedAt == 0 ? OptionalLong.empty() : OptionalLong.of(lastUsedAt);
    }

    boolean activatedThisSecond() {
        return thisSecond.contains(Change.ACTIVATED);
    }

    /** Calls signed while the key was active may complete for a while after it is not. */
    boolean mayBeInFlight(long now) {
        return !active && inactiveSince > 0 && now - inactiveSince <= World.MARGIN_SECONDS;
    }

    boolean flippedThisSecond() {
        return thisSecond.contains(Change.ACTIVATED) && thisSecond.contains(Change.DEACTIVATED);
    }

    void ownerIsNamed() {
        ownerNamed = true;
    }

    boolean isOwnerNamed() {
        return ownerNamed;
    }

    String id() {
        return id;
    }

    Holder holder() {
        return holder;
    }

    boolean isActive() {
        return active;
    }

    boolean isDeleted() {
        return deleted;
    }

    Seen seen() {
        return seen;
    }
}
