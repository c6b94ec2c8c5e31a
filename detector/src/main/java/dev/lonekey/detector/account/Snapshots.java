package dev.lonekey.detector.account;

import dev.lonekey.detector.fact.Span;
import dev.lonekey.detector.history.Completed.Snapshot;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Snapshots of an account of which something is still missing. */
public final class Snapshots {

    private final TreeMap<Long, Pending> pending = new TreeMap<>();

    /**
     * What has come of a snapshot that is not complete, in any order.
     *
     * @param parts their spans, by their numbers
     * @param seen the newest time that it speaks of
     */
    public record Pending(SortedMap<Integer, Span> parts, Optional<Announcement> announcement, Instant seen) {

        private Pending with(int part, Span span) {
            var more = new TreeMap<>(parts);
            more.put(part, span);
            return new Pending(more, announcement, latest(span.until()));
        }

        private Pending announced(Announcement told) {
            return new Pending(parts, Optional.of(told), latest(told.span().until()));
        }

        private Instant latest(Instant at) {
            return at.isAfter(seen) ? at : seen;
        }

        private boolean isComplete() {
            return announcement
                    .filter(told -> parts.headMap(told.parts() + 1).size() == told.parts())
                    .isPresent();
        }
    }

    /** That all parts of a snapshot were written. */
    public record Announcement(int parts, Span span) {}

    /**
     * Notes a part.
     *
     * @return the snapshot, if it is completed by it
     */
    Optional<Snapshot> know(long number, int part, Span span) {
        return settle(number, begun(number, span).with(part, span));
    }

    /**
     * Notes that all parts were written.
     *
     * @return the snapshot, if it is completed by it
     */
    Optional<Snapshot> announce(long number, Announcement announcement) {
        return settle(number, begun(number, announcement.span()).announced(announcement));
    }

    private Pending begun(long number, Span span) {
        return pending.getOrDefault(number, new Pending(new TreeMap<>(), Optional.empty(), span.until()));
    }

    private Optional<Snapshot> settle(long number, Pending now) {
        if (now.isComplete()) {
            pending.remove(number);
            return Optional.of(
                    new Snapshot(number, now.announcement().orElseThrow().span(), now.parts()));
        }
        pending.put(number, now);
        return Optional.empty();
    }

    /** Forgets what speaks only of times before a second. */
    void forgetBefore(Instant second) {
        pending.values().removeIf(begun -> begun.seen().isBefore(second));
    }

    /** All of them, by their numbers. */
    public SortedMap<Long, Pending> pending() {
        return Collections.unmodifiableSortedMap(pending);
    }

    /** Puts one back, from stored state. */
    public void restore(long number, Pending begun) {
        pending.put(number, begun);
    }
}
