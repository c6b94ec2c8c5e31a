package dev.lonekey.detector.history;

import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.detector.fact.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The credentials of one kind that one user has, second by second. */
public final class Timeline {

    /** What is counted. */
    public enum Credential {
        ACCESS_KEY,
        /** X.509 signing certificates of root; how many there are is never known. */
        SIGNING_CERTIFICATE
    }

    private static final Comparator<KeyTimeline> KNOWN_FIRST = Comparator.comparing((KeyTimeline key) ->
                    key.turns().isEmpty() ? Instant.MAX : key.turns().get(0).at())
            .thenComparing(KeyTimeline::accessKeyId);

    private final Life life;
    private final Credential credential;
    private final Map<String, KeyTimeline> keys = new LinkedHashMap<>();
    private final NavigableMap<Instant, Map<String, KeyState>> turns = new TreeMap<>();

    private Timeline(Life life, Credential credential, Collection<KeyTimeline> keys) {
        this.life = life;
        this.credential = credential;
        keys.stream().sorted(KNOWN_FIRST).forEach(this::add);
    }

    private void add(KeyTimeline key) {
        keys.put(key.accessKeyId(), key);
        key.turns().forEach(turn -> turns.computeIfAbsent(turn.at(), at -> new TreeMap<>())
                .put(key.accessKeyId(), turn.state()));
    }

    /**
     * The timelines of all users in a dossier.
     *
     * @param completed the snapshots of the account that show every user that there is
     * @param margin how long after a deactivation or deletion calls signed with the key may still be under way
     */
    public static List<Timeline> in(Dossier dossier, Completed completed, Duration margin) {
        return of(Lives.in(dossier, completed), completed, margin);
    }

    /** The timelines of some users. */
    static List<Timeline> of(List<Life> lives, Completed completed, Duration margin) {
        return lives.stream().flatMap(life -> of(life, completed, margin)).toList();
    }

    private static Stream<Timeline> of(Life life, Completed completed, Duration margin) {
        var missedBy = life.isRoot() ? List.<Span>of() : completed.thatMiss(life);
        var known = life.keys().stream()
                .map(owned -> KeyTimeline.of(
                        owned.key(), listedAsCreated(owned), KeyEvidence.weigh(owned, life, missedBy, margin)))
                .toList();
        var fullLooks = Stream.concat(
                        life.shown().stream().map(shown -> shown.showing().span()),
                        missedBy.stream().filter(span -> !life.isRenamedAfter(span.asOf())))
                .toList();
        var keys = new Timeline(life, Credential.ACCESS_KEY, Counting.of(known, life.counts(), fullLooks, life.ends()));
        return life.isRoot() ? Stream.of(keys, certificates(life)) : Stream.of(keys);
    }

    private static Optional<Instant> listedAsCreated(Life.Owned owned) {
        return owned.shown().stream()
                .map(shown -> shown.listing().key(owned.key().accessKeyId()))
                .flatMap(Optional::stream)
                .map(listed -> listed.createdAt())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    private static Timeline certificates(Life root) {
        var turns = root.counts().stream()
                .filter(count -> count.certificates().isPresent())
                .map(count ->
                        new Turn(count.span().asOf(), count.certificates().get() ? KeyState.COUNTED : KeyState.ABSENT))
                .toList();
        return new Timeline(
                root,
                Credential.SIGNING_CERTIFICATE,
                List.of(KeyTimeline.of(new KeyFacts(Key.SIGNING_CERTIFICATE), Optional.empty(), unsafeLast(turns))));
    }

    /** Of two answers in one second that there is one wins. */
    private static Collection<Turn> unsafeLast(List<Turn> turns) {
        var bySecond = new TreeMap<Instant, Turn>();
        turns.forEach(turn ->
                bySecond.merge(turn.at(), turn, (one, other) -> one.state().exists() ? one : other));
        return bySecond.values();
    }

    public Life life() {
        return life;
    }

    public Credential credential() {
        return credential;
    }

    /** Seconds in which keys change their state, with those keys' states from then on. */
    public NavigableMap<Instant, Map<String, KeyState>> turns() {
        return turns;
    }

    /** One of them. */
    public Optional<KeyTimeline> key(String accessKeyId) {
        return Optional.ofNullable(keys.get(accessKeyId));
    }

    public boolean holds(String accessKeyId) {
        return keys.containsKey(accessKeyId);
    }

    /** All keys of the user, those known first in front. */
    public Collection<KeyTimeline> keys() {
        return Collections.unmodifiableCollection(keys.values());
    }

    /** Whether the user is deleted, or the newest snapshot that shows everybody no longer shows it. */
    public boolean isGone(Completed completed) {
        if (life.isGone()) {
            return true;
        }
        var lastSeen = keys.values().stream()
                .flatMap(key -> key.turns().stream())
                .filter(turn -> turn.state() != KeyState.ABSENT)
                .map(Turn::at)
                .max(Comparator.naturalOrder());
        return completed.thatMiss(life).stream()
                .map(Span::asOf)
                .anyMatch(missed -> life.isLastShownBefore(missed)
                        && lastSeen.filter(missed::isBefore).isEmpty());
    }

    /** The keys that exist now, by their ids, and how. */
    public Map<String, KeyState> existing() {
        var existing = new TreeMap<String, KeyState>();
        keys.values().forEach(key -> key.stateAt(Instant.MAX)
                .filter(KeyState::exists)
                .ifPresent(state -> existing.put(key.accessKeyId(), state)));
        return existing;
    }
}
