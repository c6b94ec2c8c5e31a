package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Count;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.Fact.KeyChanged;
import dev.lonekey.detector.fact.Fact.KeyUsed;
import dev.lonekey.detector.fact.Fact.KeysCounted;
import dev.lonekey.detector.fact.Fact.UserCreated;
import dev.lonekey.detector.fact.Fact.UserDeleted;
import dev.lonekey.detector.fact.Fact.UserFact;
import dev.lonekey.detector.fact.Fact.UserListed;
import dev.lonekey.detector.fact.Fact.UserRenamed;
import dev.lonekey.detector.fact.Fact.UserSeen;
import dev.lonekey.detector.fact.Listing;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Showing;
import dev.lonekey.detector.fact.Span;
import dev.lonekey.detector.fact.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All facts about the users that ever shared a name or a key: the smallest set that can be judged by itself. Facts form a
 * set, so neither their order of arrival nor their repetition shows.
 */
public final class Dossier {

    /** In time; within a second in the order in which events of one kind are tried first. */
    private static final Comparator<UserFact> BY_TIME = Comparator.comparing(UserFact::at)
            .thenComparing(Dossier::rank)
            .thenComparing(fact -> ((Subject.OfName) fact.subjects().get(0)).name())
            .thenComparing(Dossier::detail);

    private Instant finalBefore;
    private final TreeMap<Name, Spelling> names = new TreeMap<>();
    private final TreeSet<UserFact> userFacts = new TreeSet<>(BY_TIME);
    private final TreeMap<String, KeyFacts> keys = new TreeMap<>();
    private final TreeMap<Identity, Span> identities = new TreeMap<>(Identity.ORDER);
    private final TreeMap<Listing, Showings> listings = new TreeMap<>();
    private final TreeMap<Name, TreeSet<Count>> counts = new TreeMap<>();

    /**
     * Of which nothing is known yet.
     *
     * @param finalBefore facts from before then are no longer kept
     */
    public Dossier(Instant finalBefore) {
        this.finalBefore = finalBefore;
    }

    /**
     * Adds a fact.
     *
     * @return whether it told anything new
     */
    public boolean add(Fact fact, Completed completed) {
        var known = true;
        for (var subject : fact.subjects()) {
            if (subject instanceof Subject.OfName named) {
                known &= !see(new Spelling(named.name(), fact.at()));
            }
        }
        if (fact instanceof UserSeen seen) {
            known &= !add(new Identity(seen.name(), seen.userId()), new Span(seen.at(), seen.at()));
        } else if (fact instanceof UserListed listed) {
            known &= !listings.computeIfAbsent(listed.listing(), unseen -> new Showings())
                    .add(listed.showing(), completed);
            listed.listing().keys().forEach(key -> key(key.accessKeyId()));
            listed.uses().forEach(use -> key(use.accessKeyId()).seeUse(use.at()));
        } else if (fact instanceof KeysCounted counted) {
            known &= !add(counted.name(), counted.count());
        }
        if (fact instanceof KeyChanged changed) {
            known &= !key(changed.accessKeyId()).add(new KeyStamp(changed.at(), changed.change(), changed.owner()));
        } else if (fact instanceof KeyUsed used) {
            known &= !key(used.accessKeyId()).add(KeyUse.at(used.at(), used.owner()));
        } else if (fact instanceof UserFact userFact) {
            known &= !userFacts.add(userFact);
        }
        return !known;
    }

    /** Takes over all that another dossier knows. */
    public void absorb(Dossier other, Completed completed) {
        finalBefore = other.finalBefore.isAfter(finalBefore) ? other.finalBefore : finalBefore;
        other.names.values().forEach(this::see);
        userFacts.addAll(other.userFacts);
        other.keys.values().forEach(facts -> key(facts.accessKeyId()).absorb(facts));
        other.identities.forEach(this::add);
        other.listings.forEach((listing, showings) ->
                listings.computeIfAbsent(listing, unseen -> new Showings()).absorb(showings, completed));
        other.counts.forEach((name, told) -> told.forEach(count -> add(name, count)));
    }

    /**
     * Notes that a name was seen with a user id, at the two ends of a span at least.
     *
     * @return whether that was not known
     */
    public boolean add(Identity identity, Span span) {
        var known = identities.get(identity);
        var merged = known == null
                ? span
                : new Span(
                        known.asOf().isBefore(span.asOf()) ? known.asOf() : span.asOf(),
                        known.until().isAfter(span.until()) ? known.until() : span.until());
        identities.put(identity, merged);
        return !merged.equals(known);
    }

    /** Puts a fact about a user back, from stored state. */
    public void restore(UserFact fact) {
        userFacts.add(fact);
    }

    /** Puts a place where a listing stood back, from stored state. */
    public void restore(Listing listing, Showing showing) {
        listing.keys().forEach(key -> key(key.accessKeyId()));
        listings.computeIfAbsent(listing, unseen -> new Showings()).restore(showing);
    }

    /** Takes over places where a listing stood. */
    void restore(Listing listing, Showings showings, Completed completed) {
        listing.keys().forEach(key -> key(key.accessKeyId()));
        listings.computeIfAbsent(listing, unseen -> new Showings()).absorb(showings, completed);
    }

    /** Puts places where a listing stood back, from stored state. */
    public void restore(Listing listing, Completed.Run run) {
        listings.computeIfAbsent(listing, unseen -> new Showings()).restore(run);
    }

    /** Names listings by completed snapshots where they can be: that takes few bytes, and changes nothing else. */
    public void settle(Completed completed) {
        listings.values().forEach(showings -> showings.settle(completed, finalBefore));
    }

    /**
     * Notes how many keys were counted under a name.
     *
     * @return whether that was not known
     */
    public boolean add(Name name, Count count) {
        return counts.computeIfAbsent(name, unseen -> new TreeSet<>()).add(count);
    }

    /** Takes over what is known of one key, for example from stored state. */
    public void absorb(KeyFacts facts) {
        key(facts.accessKeyId()).absorb(facts);
    }

    /**
     * Notes how a name was spelled.
     *
     * @return whether it is the newest spelling known
     */
    public boolean see(Spelling spelling) {
        var known = names.get(spelling.name());
        if (known != null && !spelling.isNewerThan(known)) {
            return false;
        }
        names.put(spelling.name(), spelling);
        return true;
    }

    /** The names in it, each as it was spelled last. */
    public Collection<Spelling> spellings() {
        return Collections.unmodifiableCollection(names.values());
    }

    /** How a name was spelled last, and when. */
    Spelling spelling(Name name) {
        return names.getOrDefault(name, new Spelling(name, Instant.EPOCH));
    }

    /** The name as it was spelled last. */
    public Name spelled(Name name) {
        var spelling = names.get(name);
        return spelling == null ? name : spelling.name();
    }

    public SortedSet<UserFact> userFacts() {
        return Collections.unmodifiableSortedSet(userFacts);
    }

    /** What is known of each key, in the order of their ids. */
    public Collection<KeyFacts> keys() {
        return Collections.unmodifiableCollection(keys.values());
    }

    /**
     * Where an equal listing stood last, if nothing at all is known of later times up to another place.
     *
     * @param next the other place
     */
    public Optional<Showing> lastIfRepeated(Listing listing, Showing next, Completed completed) {
        var last = Optional.ofNullable(listings.get(listing)).flatMap(showings -> showings.newest(completed));
        return last.filter(showing -> {
            var asOf = showing.span().asOf();
            return !next.span().asOf().isBefore(asOf)
                    && !completed.isAnyAfter(asOf)
                    && (userFacts.isEmpty() || !userFacts.last().at().isAfter(asOf))
                    && keys.values().stream().noneMatch(key -> key.isToldAfter(asOf))
                    && identities.values().stream()
                            .noneMatch(span -> span.until().isAfter(asOf))
                    && counts.values().stream()
                            .noneMatch(told -> told.last().span().until().isAfter(asOf))
                    && listings.entrySet().stream()
                            .filter(other -> !other.getKey().equals(listing))
                            .map(other -> other.getValue().newest(completed))
                            .flatMap(Optional::stream)
                            .noneMatch(other -> !other.span().until().isBefore(asOf));
        });
    }

    /** Whether an event about a key is known. */
    public boolean isChanged(String accessKeyId) {
        return facts(accessKeyId).filter(key -> !key.changes().isEmpty()).isPresent();
    }

    /** When the newest listing that shows a key began. */
    public Optional<Instant> newestListingOf(String accessKeyId, Completed completed) {
        return listings.entrySet().stream()
                .filter(entry -> entry.getKey().key(accessKeyId).isPresent())
                .map(entry -> entry.getValue().newest(completed))
                .flatMap(Optional::stream)
                .map(showing -> showing.span().asOf())
                .max(Comparator.naturalOrder());
    }

    /** What ended before then is final: facts of that time are no longer kept. */
    public Instant finalBefore() {
        return finalBefore;
    }

    /** The times of all facts that were not folded yet, in no order. */
    public Stream<Instant> unfolded(Completed completed) {
        var times = new ArrayList<Instant>();
        userFacts.forEach(fact -> times.add(fact.at()));
        for (var key : keys.values()) {
            key.changes().forEach(change -> times.add(change.at()));
            key.uses().forEach(use -> times.add(use.last()));
        }
        identities.values().forEach(span -> times.add(span.until()));
        for (var showings : listings.values()) {
            showings.ends(completed).forEach(showing -> times.add(showing.span().asOf()));
        }
        for (var told : counts.values()) {
            told.forEach(count -> times.add(count.span().asOf()));
        }
        return times.stream().filter(at -> !at.isBefore(finalBefore));
    }

    /** How many bytes it takes to store, roughly, and rather too many than too few. */
    public int weight() {
        var weight = 64 + 48 * (names.size() + identities.size()) + 16 * userFacts.size();
        for (var key : keys.values()) {
            weight += key.accessKeyId().length()
                    + 8
                    + 6 * key.changes().size()
                    + 12 * key.uses().size();
        }
        for (var entry : listings.entrySet()) {
            weight += 48
                    + 10 * entry.getKey().keys().size()
                    + 8 * entry.getValue().runs().size()
                    + 20 * entry.getValue().singles().size();
        }
        for (var told : counts.values()) {
            weight += 10 * told.size();
        }
        return weight;
    }

    /** Which ids were seen with which names by callers, from when to when. */
    public SortedMap<Identity, Span> identities() {
        return Collections.unmodifiableSortedMap(identities);
    }

    /** The listings, with all places where they stood. */
    public SortedMap<Listing, Showings> listings() {
        return Collections.unmodifiableSortedMap(listings);
    }

    /** What was counted under each name, in time. */
    public SortedMap<Name, ? extends SortedSet<Count>> counts() {
        return Collections.unmodifiableSortedMap(counts);
    }

    /** What is known of one key. */
    public Optional<KeyFacts> facts(String accessKeyId) {
        return Optional.ofNullable(keys.get(accessKeyId));
    }

    /** Everything that facts in it are about. */
    public Stream<Subject> subjects() {
        var ids = Stream.of(
                        identities.keySet().stream().map(Identity::userId),
                        listings.keySet().stream().map(Listing::userId).flatMap(Optional::stream),
                        userFacts.stream()
                                .filter(UserCreated.class::isInstance)
                                .map(fact -> ((UserCreated) fact).userId())
                                .flatMap(Optional::stream))
                .flatMap(some -> some)
                .distinct();
        return Stream.of(
                        names.keySet().stream().map(Subject.OfName::new),
                        ids.map(Subject.OfUser::new),
                        keys.keySet().stream().map(Subject.OfKey::new))
                .flatMap(subjects -> subjects);
    }

    private KeyFacts key(String accessKeyId) {
        return keys.computeIfAbsent(accessKeyId, KeyFacts::new);
    }

    private static int rank(UserFact fact) {
        return fact instanceof UserRenamed ? 0 : fact instanceof UserDeleted ? 1 : 2;
    }

    private static String detail(UserFact fact) {
        if (fact instanceof UserRenamed renamed) {
            return renamed.to().folded();
        }
        return fact instanceof UserCreated created ? created.userId().orElse("") : "";
    }

    /** A name that was seen with a user id. */
    public record Identity(Name name, String userId) {
        private static final Comparator<Identity> ORDER =
                Comparator.comparing(Identity::name).thenComparing(Identity::userId);
    }

    /** How a name was written at a time. */
    public record Spelling(Name name, Instant at) {

        /** Of two in one second always the same one is the newer, whatever came first. */
        boolean isNewerThan(Spelling other) {
            return Comparator.comparing(Spelling::at)
                            .thenComparing(spelling -> spelling.name().spelling())
                            .compare(this, other)
                    > 0;
        }
    }
}
