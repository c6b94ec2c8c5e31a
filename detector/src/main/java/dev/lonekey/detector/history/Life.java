package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Count;
import dev.lonekey.detector.fact.Listing;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Showing;
import dev.lonekey.detector.fact.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One user, from creation to deletion and through renames: the principal whose keys are counted. */
public final class Life {

    private final Optional<Instant> begunAt;
    private final List<Name> names = new ArrayList<>();
    private final List<Owned> keys = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();
    private final Set<Long> snapshots = new HashSet<>();
    private final NavigableSet<Count> counts = new TreeSet<>();
    private final TreeMap<Instant, Name> namesByTime = new TreeMap<>();
    private final NavigableSet<Instant> ends = new TreeSet<>();
    private final NavigableSet<Instant> renames = new TreeSet<>();
    private Optional<String> userId;

    /** A listing of this user, and where it stood. */
    record Shown(Listing listing, Showing showing) {
        Instant asOf() {
            return showing.span().asOf();
        }

        Instant until() {
            return showing.span().until();
        }
    }

    /** A key of this user, and all listings that show it: whose keys a user's are may show only after they were listed. */
    record Owned(KeyFacts key, List<Shown> shown) {}

    private Life(Optional<Instant> begunAt, Optional<String> userId, Name name) {
        this.begunAt = begunAt;
        this.userId = userId;
        this.names.add(name);
    }

    /** A user whose CreateUser is known. */
    static Life begun(Instant at, Name name, Optional<String> userId) {
        return new Life(Optional.of(at), userId, name);
    }

    /** A user who must be older than what is known of it. */
    static Life found(Name name) {
        return new Life(Optional.empty(), Optional.empty(), name);
    }

    public boolean isRoot() {
        return name().isRoot();
    }

    /** Whether its creation is known, so that all its keys are, too. */
    public boolean beginKnown() {
        return begunAt.isPresent();
    }

    /** Whether a listing told all of its keys at some time; of root, who is never listed, a count does. */
    public boolean isListed() {
        return !shown.isEmpty() || (isRoot() && counts.stream().anyMatch(Count::tellsKeys));
    }

    /** IAM's id of the user, where it is known. */
    public Optional<String> userId() {
        return userId;
    }

    /** The name that it bears now, or bore last. */
    public Name name() {
        return names.get(names.size() - 1);
    }

    /** When it was created, where that is known. */
    Optional<Instant> begunAt() {
        return begunAt;
    }

    /** The name that it bore last before a second. */
    Name nameBefore(Instant second) {
        var earlier = namesByTime.lowerEntry(second);
        return earlier == null ? names.get(0) : earlier.getValue();
    }

    /** Whether it is known as a user, not only by what is told of its keys. */
    boolean isKnownByItself() {
        return begunAt.isPresent() || !shown.isEmpty();
    }

    /** All its names, in time. */
    public List<Name> names() {
        return List.copyOf(names);
    }

    /** The path of its ARN, as the newest listing tells it. */
    public Optional<String> path() {
        return shown.stream()
                .filter(listed -> !listed.listing().path().isEmpty())
                .max(Comparator.comparing(Shown::showing))
                .map(listed -> listed.listing().path());
    }

    /** When it was deleted, or another user took its name; an end is void if the user was renamed later. */
    NavigableSet<Instant> ends() {
        return renames.isEmpty() ? ends : ends.tailSet(renames.last(), true);
    }

    /** Whether it is deleted, as far as is known. */
    public boolean isGone() {
        return ends().stream().anyMatch(end -> shown.stream()
                .noneMatch(listed -> listed.asOf().isAfter(end)));
    }

    /** Whether it is known to have been renamed after that second, and so to have been there. */
    boolean isRenamedAfter(Instant second) {
        return renames.higher(second) != null;
    }

    /** The first that any snapshot told of its keys. */
    public Optional<Span> firstLook() {
        return Stream.concat(
                        shown.stream().map(listed -> listed.showing().span()),
                        counts.stream().filter(Count::tellsKeys).map(Count::span))
                .min(Comparator.naturalOrder());
    }

    /** Whether this snapshot shows it. */
    public boolean isShownIn(long snapshot) {
        return snapshots.contains(snapshot);
    }

    /** Whether no listing, creation or rename of it is known from that second on. */
    boolean isLastShownBefore(Instant second) {
        return shown.stream().allMatch(listed -> listed.asOf().isBefore(second))
                && !isRenamedAfter(second)
                && begunAt.filter(second::isBefore).isEmpty();
    }

    /** The number of the newest snapshot that shows it. */
    public OptionalLong newestSnapshot() {
        return shown.stream()
                .map(Shown::showing)
                .max(Comparator.naturalOrder())
                .map(showing -> OptionalLong.of(showing.snapshot()))
                .orElse(OptionalLong.empty());
    }

    /** Its listings, in time. */
    List<Shown> shown() {
        return shown;
    }

    /** What was counted of its keys, in time. */
    NavigableSet<Count> counts() {
        return counts;
    }

    /** Its keys. */
    List<Owned> keys() {
        return keys;
    }

    void rename(Name name, Instant at) {
        names.add(name);
        namesByTime.put(at, name);
        renames.add(at);
    }

    void end(Instant at) {
        ends.add(at);
    }

    void own(KeyFacts key, List<Shown> shown) {
        keys.add(new Owned(key, shown));
    }

    /** Takes over the id; it has none yet. */
    void identify(String id) {
        userId = Optional.of(id);
    }

    void show(Shown listed, List<Long> inSnapshots) {
        shown.add(listed);
        snapshots.addAll(inSnapshots);
    }

    void count(Count count) {
        counts.add(count);
    }
}
