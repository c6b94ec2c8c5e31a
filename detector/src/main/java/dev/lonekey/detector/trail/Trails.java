package dev.lonekey.detector.trail;

import static java.util.Comparator.comparing;

import dev.lonekey.contract.account.TrailStatus;
import dev.lonekey.contract.account.TrailStatus.State;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The trails of an account to which something was done. They are what the calls say, in whatever order and however often these
 * come; only of more than {@link #MOST} trails, those that matter least are forgotten.
 */
public final class Trails {

    /** So many are kept: AWS allows five in a region, and whoever makes and deletes more is told of by these. */
    public static final int MOST = 16;

    private final TreeMap<Trail, TrailRecord> byTrail = new TreeMap<>();

    /**
     * Notes a call.
     *
     * @return whether it is news
     */
    public boolean tell(TrailCall call) {
        var isNews = of(call.trail()).tell(call);
        if (byTrail.size() > MOST) {
            byTrail.remove(leastOf());
        }
        return isNews;
    }

    /** What is known of a trail, to be added to. */
    public TrailRecord of(Trail trail) {
        return byTrail.computeIfAbsent(trail, unknown -> new TrailRecord());
    }

    /** All of them. */
    public SortedMap<Trail, TrailRecord> all() {
        return Collections.unmodifiableSortedMap(byTrail);
    }

    public boolean isEmpty() {
        return byTrail.isEmpty();
    }

    /** Forgets what is older. */
    public void forgetBefore(Instant horizon) {
        byTrail.values().forEach(record -> record.forgetBefore(horizon));
        byTrail.values().removeIf(TrailRecord::isEmpty);
    }

    /** How they are, the worst first, and of these the one that was changed last. */
    public List<TrailStatus> status(String account) {
        return byTrail.entrySet().stream()
                .flatMap(entry -> entry.getValue().status(entry.getKey(), account).stream())
                .sorted(comparing(TrailStatus::state)
                        .thenComparing(trail -> trail.change().at(), Comparator.reverseOrder()))
                .toList();
    }

    /**
     * One that is well before one that is not. Of the blind, first one that was made in sight: whoever stops a trail could
     * make others, stop them too, and push it out. Of equals, the one that was touched longest ago.
     */
    private Trail leastOf() {
        return byTrail.entrySet().stream()
                .min(comparing((Map.Entry<Trail, TrailRecord> entry) -> isBlind(entry.getKey(), entry.getValue()))
                        .thenComparing(entry -> !entry.getValue().isMadeInSight())
                        .thenComparing(entry -> entry.getValue().newest())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElseThrow();
    }

    private static boolean isBlind(Trail trail, TrailRecord record) {
        return record.status(trail, trail.owner())
                .map(TrailStatus::state)
                .filter(State::isBlind)
                .isPresent();
    }
}
