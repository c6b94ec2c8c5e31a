package dev.lonekey.detector.history;

import dev.lonekey.detector.history.KeyTimeline.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The keys of one user, second by second. */
public final class Timeline {

    private final Life life;
    private final Map<String, KeyTimeline> keys = new LinkedHashMap<>();
    private final NavigableMap<Instant, Map<String, KeyState>> turns = new TreeMap<>();

    private Timeline(Life life, Duration margin) {
        this.life = life;
        for (var key : life.keys()) {
            var timeline = KeyTimeline.of(key, life.endedAt(), margin);
            keys.put(key.accessKeyId(), timeline);
            for (var turn : timeline.turns()) {
                turns.computeIfAbsent(turn.at(), at -> new TreeMap<>()).put(key.accessKeyId(), turn.state());
            }
        }
    }

    /**
     * The timelines of all users in a dossier.
     *
     * @param margin how long after a deactivation or deletion calls signed with the key may still be under way
     */
    public static List<Timeline> in(Dossier dossier, Duration margin) {
        return Lives.in(dossier).stream()
                .map(life -> new Timeline(life, margin))
                .toList();
    }

    public Life life() {
        return life;
    }

    /** Seconds in which keys change their state, with those keys' states from then on. */
    public NavigableMap<Instant, Map<String, KeyState>> turns() {
        return turns;
    }

    public boolean holds(String accessKeyId) {
        return keys.containsKey(accessKeyId);
    }

    /** All keys of the user, those known first in front. */
    public List<KeyTimeline> keys() {
        var all = new ArrayList<>(keys.values());
        all.sort(Comparator.comparing((KeyTimeline key) ->
                        key.turns().stream().findFirst().map(Turn::at).orElse(Instant.MAX))
                .thenComparing(key -> key.key().accessKeyId()));
        return all;
    }
}
