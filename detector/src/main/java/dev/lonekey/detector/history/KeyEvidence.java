package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.fact.Span;
import dev.lonekey.detector.history.Life.Owned;
import dev.lonekey.detector.history.Life.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** All that is known of one key of one user, weighed against each other: which of it counts, and which is void. */
final class KeyEvidence {

    private final KeyFacts key;
    private final List<Shown> listed;
    private final Life life;
    private final Duration margin;
    private final Instant since;
    private final List<Turn> turns = new ArrayList<>();
    private final NavigableSet<Instant> seen = new TreeSet<>();

    private KeyEvidence(Owned owned, Life life, Duration margin) {
        this.key = owned.key();
        this.listed = owned.shown();
        this.life = life;
        this.margin = margin;
        this.since = key.createdAt().orElse(Instant.MIN);
    }

    /**
     * The states of a key, in any order.
     *
     * @param missedBy the snapshots that show everybody but its user
     */
    static List<Turn> weigh(Owned key, Life life, List<Span> missedBy, Duration margin) {
        var evidence = new KeyEvidence(key, life, margin);
        evidence.addChanges();
        evidence.addListings();
        evidence.addAbsences(missedBy);
        evidence.addEnds();
        evidence.addUses();
        return evidence.turns;
    }

    private void addChanges() {
        for (var stamp : key.changes()) {
            if (stamp.change() == KeyChange.DELETED) {
                // Ids are never used again: a deletion stamped before the creation is a clock behind, not another key.
                turns.add(new Turn(stamp.at().isBefore(since) ? since : stamp.at(), KeyState.DELETED));
            } else if (counts(stamp.at())) {
                turns.add(new Turn(stamp.at(), state(stamp.change())));
            }
        }
    }

    private void addListings() {
        for (var shown : listed) {
            var status = shown.listing().key(key.accessKeyId()).orElseThrow();
            var asOf = shown.asOf();
            var at = status.since(asOf);
            seen.add(at);
            if (!isLeftOpenBy(shown.showing().span()) && counts(at)) {
                turns.add(new Turn(at, status.active() ? KeyState.LISTED_ACTIVE : KeyState.LISTED_INACTIVE));
            }
        }
    }

    private void addAbsences(List<Span> missedBy) {
        for (var shown : life.shown()) {
            if (shown.listing().key(key.accessKeyId()).isEmpty()) {
                addAbsence(shown.showing().span());
            }
        }
        for (var count : life.counts()) {
            if (count.isNone()) {
                addAbsence(count.span());
            }
        }
        for (var span : missedBy) {
            if (!life.isRenamedAfter(span.asOf())) {
                addAbsence(span);
            }
        }
    }

    private void addAbsence(Span span) {
        var at = span.asOf();
        if (!isLeftOpenBy(span) && !isProvenAfter(at) && isKnownAt(at)) {
            turns.add(new Turn(at, KeyState.ABSENT));
        }
    }

    private void addEnds() {
        for (var end : life.ends()) {
            if (isKnownBefore(end) && !isProvenAfter(end)) {
                turns.add(new Turn(end, KeyState.USER_DELETED));
            }
        }
    }

    private void addUses() {
        if (key.uses().isEmpty()) {
            return;
        }
        var stops = new TreeSet<Instant>();
        turns.stream().filter(turn -> stopsUse(turn.state())).forEach(turn -> stops.add(turn.at()));
        for (var use : key.uses()) {
            if (counts(use.first()) && !isInFlight(use.first(), stops)) {
                turns.add(new Turn(use.first(), KeyState.USED));
            }
        }
    }

    private static boolean stopsUse(KeyState state) {
        return state == KeyState.DEACTIVATED || state == KeyState.LISTED_INACTIVE || !state.exists();
    }

    /** Facts older than the key's creation do not count. */
    private boolean counts(Instant at) {
        return !at.isBefore(since);
    }

    /** Whether the key changed within the span, so that a snapshot may show it as before or as after. */
    private boolean isLeftOpenBy(Span span) {
        return key.changes().stream().anyMatch(stamp -> span.leavesOpen(stamp.at()));
    }

    private boolean isKnownBefore(Instant end) {
        return firstKnown().filter(first -> first.isBefore(end)).isPresent();
    }

    private boolean isKnownAt(Instant second) {
        return firstKnown().filter(first -> !first.isAfter(second)).isPresent();
    }

    private Optional<Instant> firstKnown() {
        var first = new TreeSet<Instant>();
        key.changes().stream().map(KeyStamp::at).filter(this::counts).forEach(first::add);
        key.uses().stream().map(KeyUse::first).filter(this::counts).forEach(first::add);
        seen.stream().filter(this::counts).forEach(first::add);
        return first.isEmpty() ? Optional.empty() : Optional.of(first.first());
    }

    /** Whether a later fact shows that the key outlived that second. */
    private boolean isProvenAfter(Instant second) {
        return key.changes().stream().anyMatch(stamp -> stamp.at().isAfter(second))
                || seen.higher(second) != null
                || key.uses().stream().anyMatch(use -> use.first().isAfter(second.plus(margin)));
    }

    private boolean isInFlight(Instant use, NavigableSet<Instant> stops) {
        var stop = stops.floor(use);
        return stop != null && !use.isAfter(stop.plus(margin));
    }

    private static KeyState state(KeyChange change) {
        return switch (change) {
            case CREATED -> KeyState.CREATED;
            case DEACTIVATED -> KeyState.DEACTIVATED;
            case ACTIVATED -> KeyState.ACTIVATED;
            case DELETED -> KeyState.DELETED;
        };
    }
}
