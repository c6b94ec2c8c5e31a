package dev.lonekey.detector.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The keys of one user, second by second. */
public final class Timeline {

    private static final Comparator<KeyTimeline> KNOWN_FIRST = Comparator.comparing((KeyTimeline key) ->
                    key.turns().isEmpty() ? Instant.MAX : key.turns().get(0).at())
            .thenComparing(key -> key.key().accessKeyId());

    private final Life life;
    private final Map<String, KeyTimeline> keys = new LinkedHashMap<>();
    private final NavigableMap<Instant, Map<String, KeyState>> turns = new TreeMap<>();

    private Timeline(Life life, Duration margin) {
        this.life = life;
        life.keys().stream()
                .map(key -> KeyTimeline.of(key, life.endedAt(), margin))
                .sorted(KNOWN_FIRST)
                .forEach(this::add);
    }

    private void add(KeyTimeline key) {
        var accessKeyId = key.key().accessKeyId();
        keys.put(accessKeyId, key);
        key.turns().forEach(turn -> turns.computeIfAbsent(turn.at(), at -> new TreeMap<>())
                .put(accessKeyId, turn.state()));
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
    public Collection<KeyTimeline> keys() {
        return Collections.unmodifiableCollection(keys.values());
    }
}
