package dev.lonekey.detector.trail;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import dev.lonekey.contract.account.TrailStatus;
import dev.lonekey.contract.account.TrailStatus.Change;
import dev.lonekey.contract.account.TrailStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Of one trail, and each aspect of it, the newest call for worse and the newest for better. No more is needed to tell how it
 * is; no number of calls can push one of these out but a newer one of its kind; and in whatever order calls come, and how
 * often, the same are kept.
 */
public final class TrailRecord {

    /** The order of calls; of two in one second any will do, so long as it is always the same. */
    private static final Comparator<Change> ORDER = comparing(Change::at)
            .thenComparing(change -> change.eventId().orElse(""))
            .thenComparing(Change::eventName)
            .thenComparing(change -> change.actor().orElse(""))
            .thenComparing(change -> change.sourceIp().orElse(""));

    /** What is done to a new trail so soon sets it up: nothing relied on it before. */
    private static final Duration SET_UP = Duration.ofMinutes(10);

    private final Map<Aspect, Change> worse = new EnumMap<>(Aspect.class);
    private final Map<Aspect, Change> better = new EnumMap<>(Aspect.class);

    /**
     * Notes a call.
     *
     * @return whether it is news
     */
    boolean tell(TrailCall call) {
        var isNews = false;
        for (var effect : call.effects().entrySet()) {
            isNews |= tell(effect.getKey(), effect.getValue(), call.change());
        }
        return isNews;
    }

    /**
     * Notes what a call did to one aspect; also to put it back, from stored state.
     *
     * @return whether it is news
     */
    public boolean tell(Aspect aspect, boolean isGood, Change change) {
        var known = isGood ? better : worse;
        var before = known.get(aspect);
        if (before != null && ORDER.compare(before, change) >= 0) {
            return false;
        }
        known.put(aspect, change);
        return true;
    }

    /** The newest call for worse, of each aspect. */
    public Map<Aspect, Change> worse() {
        return Collections.unmodifiableMap(worse);
    }

    /** The newest call for better, of each aspect. */
    public Map<Aspect, Change> better() {
        return Collections.unmodifiableMap(better);
    }

    /** Forgets calls that are older. */
    void forgetBefore(Instant horizon) {
        worse.values().removeIf(change -> change.at().isBefore(horizon));
        better.values().removeIf(change -> change.at().isBefore(horizon));
    }

    boolean isEmpty() {
        return worse.isEmpty() && better.isEmpty();
    }

    /** Whether its making is known, so that nothing relied on it before. */
    boolean isMadeInSight() {
        return better.containsKey(Aspect.EXISTENCE);
    }

    /** The newest of all calls. */
    Instant newest() {
        return all().map(Change::at).max(naturalOrder()).orElse(Instant.MIN);
    }

    /** How it is; empty if nothing is known but that it was made or started. */
    Optional<TrailStatus> status(Trail trail, String account) {
        var stop = newestOf(worse, Aspect.LOGGING, Aspect.EXISTENCE);
        if (stop.filter(this::isStopped).isPresent()) {
            var isGone = stop.equals(Optional.ofNullable(worse.get(Aspect.EXISTENCE))) && !isMadeSince(stop.get());
            return Optional.of(status(trail, account, isGone ? State.DELETED : State.STOPPED, List.of(), stop.get()));
        }
        var lost = worse.keySet().stream()
                .filter(aspect -> aspect.loss().isPresent())
                .filter(this::isReduced)
                .toList();
        if (!lost.isEmpty()) {
            return Optional.of(status(
                    trail,
                    account,
                    State.REDUCED,
                    lost,
                    newestOf(worse, lost.toArray(Aspect[]::new)).orElseThrow()));
        }
        return restored(trail, account).or(() -> newestOf(
                        better,
                        Aspect.SELECTORS,
                        Aspect.REGIONS,
                        Aspect.GLOBAL_SERVICES,
                        Aspect.ORGANIZATION,
                        Aspect.OTHER)
                .map(change -> status(trail, account, State.CHANGED, List.of(), change)));
    }

    /** In one second nobody knows which came first: then it counts as stopped. */
    private boolean isStopped(Change stop) {
        return !isLater(better.get(Aspect.LOGGING), stop);
    }

    private boolean isMadeSince(Change deletion) {
        return isLater(better.get(Aspect.EXISTENCE), deletion);
    }

    /** What a trail was like before it was deleted or made anew says nothing. */
    private boolean isReduced(Aspect aspect) {
        var change = worse.get(aspect);
        return !isLater(better.get(aspect), change)
                && !isLater(worse.get(Aspect.EXISTENCE), change)
                && !isLater(better.get(Aspect.EXISTENCE), change)
                && !isSetUp(change);
    }

    private boolean isSetUp(Change change) {
        var made = better.get(Aspect.EXISTENCE);
        return made != null
                && !worse.containsKey(Aspect.EXISTENCE)
                && !change.at().isBefore(made.at())
                && change.at().isBefore(made.at().plus(SET_UP));
    }

    private Optional<TrailStatus> restored(Trail trail, String account) {
        return worse.entrySet().stream()
                .filter(entry ->
                        !isSetUp(entry.getValue()) || entry.getKey().loss().isEmpty())
                .max(Map.Entry.comparingByValue(ORDER))
                .map(silenced -> {
                    var aspect = silenced.getKey();
                    var by = aspect.loss().isPresent()
                            ? newestOf(better, aspect, Aspect.EXISTENCE)
                            : newestOf(better, Aspect.LOGGING);
                    return new TrailStatus(
                            trail.name(),
                            trail.region(),
                            owner(trail, account),
                            State.RESTORED,
                            List.of(),
                            silenced.getValue(),
                            by.filter(change -> isLater(change, silenced.getValue())));
                });
    }

    private static TrailStatus status(Trail trail, String account, State state, List<Aspect> lost, Change change) {
        return new TrailStatus(
                trail.name(),
                trail.region(),
                owner(trail, account),
                state,
                lost.stream().flatMap(aspect -> aspect.loss().stream()).toList(),
                change,
                Optional.empty());
    }

    private static Optional<String> owner(Trail trail, String account) {
        return Optional.of(trail.owner()).filter(owner -> !owner.equals(account));
    }

    private static Optional<Change> newestOf(Map<Aspect, Change> known, Aspect... aspects) {
        return Stream.of(aspects)
                .flatMap(aspect -> Optional.ofNullable(known.get(aspect)).stream())
                .max(ORDER);
    }

    private static boolean isLater(Change change, Change than) {
        return change != null && change.at().isAfter(than.at());
    }

    private Stream<Change> all() {
        return Stream.concat(worse.values().stream(), better.values().stream());
    }
}
