package dev.lonekey.detector.account;

import dev.lonekey.detector.fact.Span;
import dev.lonekey.detector.history.Completed;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The snapshots of an account: those that are completed, and what has come of the others. */
public final class Snapshots {

    private final TreeMap<Long, Span> completed = new TreeMap<>();
    private final TreeMap<Long, Pending> pending = new TreeMap<>();

    /**
     * What has come of a snapshot that is not complete, in any order.
     *
     * @param seen the newest time that it speaks of
     */
    public record Pending(SortedSet<Integer> parts, Optional<Announcement> announcement, Instant seen) {

        Pending with(int part, Instant at) {
            var more = new TreeSet<>(parts);
            more.add(part);
            return new Pending(more, announcement, latest(at));
        }

        Pending announced(Announcement told) {
            return new Pending(parts, Optional.of(told), latest(told.span().until()));
        }

        private Instant latest(Instant at) {
            return at.isAfter(seen) ? at : seen;
        }

        private boolean isComplete() {
            return announcement
                    .filter(told -> parts.headSet(told.parts() + 1).size() == told.parts())
                    .isPresent();
        }
    }

    /** That all parts of a snapshot were written. */
    public record Announcement(int parts, Span span) {}

    /**
     * Notes a part.
     *
     * @return whether the snapshot is completed by it
     */
    boolean know(long snapshot, int part, Instant at) {
        if (completed.containsKey(snapshot)) {
            return false;
        }
        var known = pending.getOrDefault(snapshot, new Pending(new TreeSet<>(), Optional.empty(), at));
        return settle(snapshot, known.with(part, at));
    }

    /**
     * Notes that all parts were written.
     *
     * @return whether the snapshot is completed by it
     */
    boolean announce(long snapshot, Announcement announcement) {
        if (completed.containsKey(snapshot)) {
            return false;
        }
        var until = announcement.span().until();
        var known = pending.getOrDefault(snapshot, new Pending(new TreeSet<>(), Optional.empty(), until));
        return settle(snapshot, known.announced(announcement));
    }

    private boolean settle(long snapshot, Pending now) {
        if (now.isComplete()) {
            pending.remove(snapshot);
            completed.put(snapshot, now.announcement().orElseThrow().span());
            return true;
        }
        pending.put(snapshot, now);
        return false;
    }

    /** Forgets what speaks only of times before the horizon. */
    void forgetBefore(Instant horizon) {
        completed.values().removeIf(span -> span.until().isBefore(horizon));
        pending.values().removeIf(begun -> begun.seen().isBefore(horizon));
    }

    /** Those that show every user that there was. */
    public Completed completed() {
        return new Completed(Collections.unmodifiableSortedMap(completed));
    }

    /** Those of which something is missing, by their numbers. */
    public SortedMap<Long, Pending> pending() {
        return Collections.unmodifiableSortedMap(pending);
    }

    /** Puts a completed one back, from stored state. */
    public void restore(long snapshot, Span span) {
        completed.put(snapshot, span);
    }

    /** Puts one that is not complete back, from stored state. */
    public void restore(long snapshot, Pending begun) {
        pending.put(snapshot, begun);
    }
}
