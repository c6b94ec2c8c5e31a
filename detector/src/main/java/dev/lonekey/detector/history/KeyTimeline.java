package dev.lonekey.detector.history;

import dev.lonekey.contract.violation.ViolationEvent.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** One key's states in time: at most one a second, the one that holds at its end. */
public final class KeyTimeline {

    private final KeyFacts key;
    private final Optional<Instant> createdAt;
    private final List<Turn> turns;

    private KeyTimeline(KeyFacts key, Optional<Instant> createdAt, List<Turn> turns) {
        this.key = key;
        this.createdAt = createdAt;
        this.turns = turns;
    }

    /**
     * Puts the states of a key in order.
     *
     * @param listedAsCreated when it was created, as listings say
     */
    static KeyTimeline of(KeyFacts key, Optional<Instant> listedAsCreated, Collection<Turn> turns) {
        return new KeyTimeline(key, key.createdAt().or(() -> listedAsCreated), lastOfEachSecond(turns));
    }

    /** The same key, of which more is known. */
    KeyTimeline with(Turn more) {
        var all = new ArrayList<>(turns);
        all.add(more);
        return new KeyTimeline(key, createdAt, lastOfEachSecond(all));
    }

    public String accessKeyId() {
        return key.accessKeyId();
    }

    /** Whether it is a key that IAM knows by this id. */
    public boolean isIdentified() {
        return Key.isIdentified(key.accessKeyId());
    }

    public KeyFacts key() {
        return key;
    }

    /** When it was created, by its CreateAccessKey or as a listing says. */
    public Optional<Instant> createdAt() {
        return createdAt;
    }

    /** Its states, in time; empty where nothing counts. */
    public List<Turn> turns() {
        return turns;
    }

    /** Whether anything that counts is known of it from before a second. */
    public boolean isKnownBefore(Instant second) {
        return !turns.isEmpty() && turns.get(0).at().isBefore(second);
    }

    /** What put it into its state before a second. */
    Optional<Turn> turnBefore(Instant second) {
        return turns.stream().filter(turn -> turn.at().isBefore(second)).reduce((one, later) -> later);
    }

    /** The state that it is in at the end of a second, once anything is known of it. */
    public Optional<KeyState> stateAt(Instant second) {
        var state = Optional.<KeyState>empty();
        for (var turn : turns) {
            if (turn.at().isAfter(second)) {
                break;
            }
            state = Optional.of(turn.state());
        }
        return state;
    }

    private static List<Turn> lastOfEachSecond(Collection<Turn> turns) {
        var lasting = new ArrayList<Turn>();
        for (var turn : new TreeSet<>(turns)) {
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
