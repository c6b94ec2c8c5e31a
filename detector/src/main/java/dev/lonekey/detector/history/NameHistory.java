package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who bore a name when. At any time somebody does, though nothing may be known of that user. */
final class NameHistory {

    private final Name name;
    private final NavigableSet<Instant> mentions = new TreeSet<>();
    private final NavigableSet<Span> shown = new TreeSet<>();
    private final TreeMap<Instant, Handover> handovers = new TreeMap<>();
    private final Life first;
    private Life bearer;
    private boolean inUse;

    NameHistory(Name name) {
        this.name = name;
        this.first = Life.found(name);
        this.bearer = first;
    }

    /** What happened to the name within one second. */
    private static final class Handover {
        private final Life before;
        private final boolean wasKnown;
        private final List<Life> takers = new ArrayList<>();
        private boolean isGivenUpFirst;
        private Life after;

        Handover(Life before, boolean wasKnown) {
            this.before = before;
            this.wasKnown = wasKnown;
            this.after = before;
        }

        /** All who are known to have borne the name before, the last one first. */
        Stream<Life> knownBearers() {
            return Stream.concat(takers.stream(), Stream.of(before).filter(life -> wasKnown || isGivenUpFirst));
        }
    }

    /** Notes that something is said about a key of whoever bears the name then. */
    void mention(Instant at) {
        mentions.add(at);
    }

    /** Notes that a snapshot shows the name. */
    void show(Span span) {
        shown.add(span);
    }

    /** The user who bears the name after all that was given and taken so far. */
    Life bearer() {
        return bearer;
    }

    /** Whether a user of the name, or a key of it, is known from before that second. */
    boolean isKnownBefore(Instant second) {
        if (inUse) {
            return true;
        }
        var since = handovers.lowerKey(second);
        var last = mentions.lower(second);
        return (last != null && (since == null || last.isAfter(since)))
                || isShownBetween(since == null ? Instant.MIN : since, Optional.of(second));
    }

    /** Whether the name is mentioned after that second and before the next. */
    boolean isMentionedBetween(Instant second, Optional<Instant> next) {
        var mention = mentions.higher(second);
        return mention != null && (next.isEmpty() || mention.isBefore(next.get()));
    }

    /** Whether a snapshot shows the name that began after that second and was over before the next. */
    boolean isShownBetween(Instant second, Optional<Instant> next) {
        return shown.tailSet(new Span(second, Instant.MAX), false).stream()
                .anyMatch(span -> next.isEmpty() || span.until().isBefore(next.get()));
    }

    /** The bearer lost the name; whoever bears it next is another user. */
    Life giveUp(Instant second) {
        var left = bearer;
        var handover = handover(second);
        handover.isGivenUpFirst |= handover.takers.isEmpty();
        change(second, Life.found(name), false);
        return left;
    }

    /** A user took the name; whoever bore it is gone, and its deletion or rename is late or lost. */
    void take(Instant second, Life taker) {
        bearer.end(second);
        handover(second).takers.add(taker);
        change(second, taker, true);
    }

    private void change(Instant second, Life next, boolean nextInUse) {
        handover(second).after = next;
        bearer = next;
        inUse = nextInUse;
    }

    /**
     * All who are known to have borne the name at some moment of a span, the one at its end first; if there are none,
     * whoever may have borne it at its end.
     *
     * @param isKnownAfter whether anybody is known to bear it between that second and the next change
     */
    List<Life> bearersIn(Span span, Predicate<Instant> isKnownAfter) {
        var bearers = new ArrayList<Life>();
        var within = handovers.subMap(span.asOf(), false, span.until(), true);
        var last = handovers.floorEntry(span.until());
        var atEnd = last == null ? first : last.getValue().after;
        var isKnown = last == null || last.getValue().takers.contains(atEnd) || isKnownAfter.test(last.getKey());
        if (isKnown) {
            bearers.add(atEnd);
        }
        within.descendingMap().values().stream().flatMap(Handover::knownBearers).forEach(bearers::add);
        return bearers.isEmpty() ? List.of(atEnd) : bearers;
    }

    private Handover handover(Instant second) {
        return handovers.computeIfAbsent(second, at -> new Handover(bearer, isKnownBefore(at)));
    }

    /**
     * Whose key an event under this name is about.
     *
     * @param created whether it is the key's creation
     * @param owner whose key it was by the events before, if there were any
     */
    Life ownerOf(Instant second, boolean created, Optional<Life> owner) {
        var handover = handovers.get(second);
        if (handover == null) {
            var before = handovers.lowerEntry(second);
            return before == null ? first : before.getValue().after;
        }
        if (handover.takers.isEmpty()) {
            return handover.before;
        }
        var lastTaker = handover.takers.get(handover.takers.size() - 1);
        if (created) {
            return lastTaker;
        }
        return owner.filter(life -> life == handover.before || handover.takers.contains(life))
                .orElse(handover.wasKnown ? handover.before : lastTaker);
    }
}
