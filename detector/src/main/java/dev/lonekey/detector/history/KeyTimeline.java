package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.KeyChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** One key's states in time: at most one a second, the one that holds at its end. */
public final class KeyTimeline {

    /** From this second on the key is in this state. */
    public record Turn(Instant at, KeyState state) {}

    private final KeyFacts key;
    private final List<Turn> turns;

    private KeyTimeline(KeyFacts key, List<Turn> turns) {
        this.key = key;
        this.turns = turns;
    }

    /**
     * Works out the states of a key.
     *
     * @param userEndedAt when its user was deleted
     * @param margin how long after a deactivation or deletion calls signed with the key may still be under way
     */
    static KeyTimeline of(KeyFacts key, Optional<Instant> userEndedAt, Duration margin) {
        var turns = new ArrayList<Turn>();
        var stops = new TreeSet<Instant>();
        var since = key.createdAt().orElse(Instant.MIN);
        for (var stamp : key.changes()) {
            if (stamp.change() == KeyChange.DELETED) {
                // Ids are never used again: a deletion stamped before the creation is a clock behind, not another key.
                turns.add(new Turn(stamp.at().isBefore(since) ? since : stamp.at(), KeyState.DELETED));
            } else if (!stamp.at().isBefore(since)) {
                turns.add(new Turn(stamp.at(), state(stamp.change())));
            }
        }
        userEndedAt
                .filter(end -> wasThereBefore(key, since, end) && !isProvenAfter(key, end, margin))
                .ifPresent(end -> turns.add(new Turn(end, KeyState.USER_DELETED)));
        turns.stream()
                .filter(turn ->
                        turn.state() == KeyState.DEACTIVATED || !turn.state().exists())
                .forEach(turn -> stops.add(turn.at()));
        for (var use : key.uses()) {
            if (!use.first().isBefore(since) && !isInFlight(use.first(), stops, margin)) {
                turns.add(new Turn(use.first(), KeyState.USED));
            }
        }
        return new KeyTimeline(key, lastOfEachSecond(turns));
    }

    public KeyFacts key() {
        return key;
    }

    /** Its states, in time; empty where nothing counts. */
    public List<Turn> turns() {
        return turns;
    }

    private static KeyState state(KeyChange change) {
        return switch (change) {
            case CREATED -> KeyState.CREATED;
            case DEACTIVATED -> KeyState.DEACTIVATED;
            case ACTIVATED -> KeyState.ACTIVATED;
            case DELETED -> KeyState.DELETED;
        };
    }

    private static boolean wasThereBefore(KeyFacts key, Instant since, Instant end) {
        return key.changes().stream()
                        .anyMatch(
                                stamp -> counts(stamp.at(), since) && stamp.at().isBefore(end))
                || key.uses().stream()
                        .anyMatch(
                                use -> counts(use.first(), since) && use.first().isBefore(end));
    }

    private static boolean counts(Instant at, Instant since) {
        return !at.isBefore(since);
    }

    /** Whether a later fact shows that the key outlived that end, so that it was another user's. */
    private static boolean isProvenAfter(KeyFacts key, Instant end, Duration margin) {
        return key.changes().stream().anyMatch(stamp -> stamp.at().isAfter(end))
                || key.uses().stream().anyMatch(use -> use.first().isAfter(end.plus(margin)));
    }

    private static boolean isInFlight(Instant use, NavigableSet<Instant> stops, Duration margin) {
        var stop = stops.floor(use);
        return stop != null && !use.isAfter(stop.plus(margin));
    }

    private static List<Turn> lastOfEachSecond(List<Turn> turns) {
        turns.sort(Comparator.comparing(Turn::at).thenComparing(Turn::state));
        var lasting = new ArrayList<Turn>();
        for (var turn : turns) {
            var last = lasting.isEmpty() ? null : lasting.get(lasting.size() - 1);
            if (last != null && last.state() == KeyState.DELETED) {
                break;
            }
            if (last != null && last.at().equals(turn.at())) {
                lasting.set(lasting.size() - 1, turn);
            } else {
                lasting.add(turn);
            }
        }
        return List.copyOf(lasting);
    }
}
