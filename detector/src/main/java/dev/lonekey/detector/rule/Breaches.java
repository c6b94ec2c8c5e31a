package dev.lonekey.detector.rule;

import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.history.KeyState;
import dev.lonekey.detector.history.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Walks through a user's timeline and finds the intervals in which a rule is broken. */
public final class Breaches {

    private final Rule rule;
    private final Timeline timeline;
    private final Map<String, KeyState> states = new TreeMap<>();
    private final Map<String, KeyState> counted = new TreeMap<>();
    private final List<Breach> found = new ArrayList<>();

    private Set<String> keys = Set.of();
    private Optional<Instant> openedAt = Optional.empty();

    private Breaches(Rule rule, Timeline timeline) {
        this.rule = rule;
        this.timeline = timeline;
    }

    /** The intervals, in time; only the last can be open. */
    public static List<Breach> of(Rule rule, Timeline timeline) {
        if (!rule.watches(timeline)) {
            return List.of();
        }
        var breaches = new Breaches(rule, timeline);
        timeline.turns().forEach(breaches::turn);
        breaches.openedAt.ifPresent(at -> breaches.add(at, Optional.empty(), breaches.counted));
        return breaches.found;
    }

    /** A part of a breach that does not end or begin by its keys. */
    static Breach within(Breach whole, Instant from, Optional<Breach.End> to) {
        var part = new Breaches(whole.rule(), whole.timeline());
        var turns = whole.timeline().turns();
        turns.headMap(from, true).values().forEach(part::apply);
        part.keys = new TreeSet<>(part.counted.keySet());
        var until = to.map(Breach.End::at);
        until.map(end -> turns.subMap(from, false, end, false))
                .orElseGet(() -> turns.tailMap(from, false))
                .values()
                .forEach(turned -> {
                    part.apply(turned);
                    part.count(turned);
                });
        var last = Map.copyOf(part.counted);
        until.map(turns::get).ifPresent(part::apply);
        part.add(from, to, last);
        return part.found.get(0);
    }

    private void turn(Instant second, Map<String, KeyState> turned) {
        var before = new TreeMap<String, KeyState>();
        turned.keySet()
                .forEach(key -> Optional.ofNullable(counted.get(key)).ifPresent(state -> before.put(key, state)));
        var left = apply(turned);
        if (counted.size() > rule.allowed()) {
            if (openedAt.isEmpty()) {
                openedAt = Optional.of(second);
                keys = new TreeSet<>(counted.keySet());
            } else {
                count(turned);
            }
        } else if (openedAt.isPresent()) {
            // Few count now, so what counted until now is put together only here, and not at each of thousands of
            // turns.
            counted.forEach((key, state) -> {
                if (!turned.containsKey(key)) {
                    before.put(key, state);
                }
            });
            add(openedAt.get(), Optional.of(new Breach.End(second, reason(left))), before);
            openedAt = Optional.empty();
        }
    }

    private void count(Map<String, KeyState> turned) {
        turned.keySet().stream().filter(counted::containsKey).forEach(keys::add);
    }

    /** Returns the states of the keys that no longer count. */
    private List<KeyState> apply(Map<String, KeyState> turned) {
        var left = new ArrayList<KeyState>();
        turned.forEach((key, state) -> {
            states.put(key, state);
            if (rule.counts().test(state)) {
                counted.put(key, state);
            } else if (counted.remove(key) != null) {
                left.add(state);
            }
        });
        return left;
    }

    private void add(Instant opened, Optional<Breach.End> end, Map<String, KeyState> last) {
        var statuses = new TreeMap<String, KeyStatus>();
        keys.forEach(key -> statuses.put(key, states.get(key).status()));
        var severity = rule.severity().apply(last.values());
        found.add(new Breach(rule, timeline, opened, end, severity, statuses, Set.copyOf(last.keySet())));
    }

    private static Resolution reason(Collection<KeyState> left) {
        if (left.contains(KeyState.DELETED)) {
            return Resolution.KEY_DELETED;
        }
        if (left.contains(KeyState.USER_DELETED)) {
            return Resolution.USER_DELETED;
        }
        return left.stream().anyMatch(state -> state == KeyState.DEACTIVATED || state == KeyState.LISTED_INACTIVE)
                ? Resolution.KEY_DEACTIVATED
                : Resolution.ABSENT_FROM_SNAPSHOT;
    }
}
