package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Fact.UserCreated;
import dev.lonekey.detector.fact.Fact.UserDeleted;
import dev.lonekey.detector.fact.Fact.UserFact;
import dev.lonekey.detector.fact.Fact.UserRenamed;
import dev.lonekey.detector.fact.Listing;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Span;
import dev.lonekey.detector.history.Life.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tells users apart. A name is not a user: one after the other may bear it, and one user may bear several. Whose a key is
 * follows from the listing that shows it, else from who bore the name in the newest event about it.
 *
 * <p>A listing may show a user under a name that no event explains: then an event was lost, and the user has appeared
 * there at the latest when the listing began. Appearances change who bore the name later, so they are looked for one by
 * one, the earliest first, and everything is gone through again after each.
 */
final class Lives {

    private static final Comparator<Shown> IN_TIME = Comparator.comparing(
                    (Shown shown) -> shown.showing().span())
            .thenComparing(Shown::listing)
            .thenComparing(Shown::showing);

    private final Dossier dossier;
    private final List<Shown> showings;
    private final Map<String, List<Shown>> showingsOfKeys = new HashMap<>();
    private final IdentityHashMap<Shown, Optional<Life>> attributed = new IdentityHashMap<>();
    private final IdentityHashMap<Shown, List<Long>> snapshots = new IdentityHashMap<>();
    private final Map<Name, NameHistory> names = new TreeMap<>();
    private final Map<String, Life> byId = new HashMap<>();
    private final Set<Life> lives = new LinkedHashSet<>();
    private final NameChanges changes;

    /** Whether no listing tells of a lost event that did not tell of it when it first stood. */
    private boolean isExplained;

    private Lives(Dossier dossier, Map<Listing, List<Landmarks.Place>> places) {
        this.dossier = dossier;
        this.changes = new NameChanges(dossier.userFacts());
        places.forEach((listing, stood) ->
                stood.forEach(place -> snapshots.put(new Shown(listing, place.showing()), place.snapshots())));
        this.showings = snapshots.keySet().stream().sorted(IN_TIME).toList();
        for (var shown : showings) {
            shown.listing().keys().forEach(key -> showingsOfKeys
                    .computeIfAbsent(key.accessKeyId(), unseen -> new ArrayList<>())
                    .add(shown));
        }
        var appearances = Collections.<Shown>newSetFromMap(new IdentityHashMap<>());
        this.isExplained = true;
        var unexplained = goThrough(appearances);
        while (unexplained.isPresent()) {
            var shown = unexplained.get();
            isExplained &= places.get(shown.listing()).get(0).showing().equals(shown.showing());
            appearances.add(shown);
            unexplained = goThrough(appearances);
        }
        dossier.keys().forEach(key -> owner(key).ifPresent(life -> {
            life.own(key, showingsOf(key.accessKeyId()));
            lives.add(life);
        }));
    }

    /** The users that anything is known of. */
    static List<Life> in(Dossier dossier, Completed completed) {
        var users = new Lives(dossier, Landmarks.places(dossier, completed));
        // Snapshots that contradict each other have a landmark in each of them.
        return users.isExplained ? List.copyOf(users.lives) : inAllPlaces(dossier, completed);
    }

    /** The same, found by all places where listings stood. */
    static List<Life> inAllPlaces(Dossier dossier, Completed completed) {
        return List.copyOf(new Lives(dossier, Landmarks.allPlaces(dossier, completed)).lives);
    }

    private NameHistory name(Name name) {
        return names.computeIfAbsent(name, unseen -> new NameHistory(dossier.spelled(unseen)));
    }

    /** Finds out who bore which name when; gives back the first listing that what is known does not explain. */
    private Optional<Shown> goThrough(Set<Shown> appearances) {
        names.clear();
        byId.clear();
        lives.clear();
        attributed.clear();
        mention();
        var steps = new TreeMap<Instant, List<Runnable>>();
        changes.seconds()
                .forEach(second ->
                        step(steps, second, () -> changes.in(second, this::name).forEach(this::apply)));
        dossier.identities().forEach((identity, span) -> {
            step(steps, span.asOf(), () -> identify(identity, span.asOf()));
            step(steps, span.until(), () -> identify(identity, span.until()));
        });
        var unexplained = new ArrayList<Shown>();
        showings.stream()
                .filter(appearances::contains)
                .collect(Collectors.groupingBy(Shown::asOf))
                .forEach((asOf, shown) -> step(steps, asOf, () -> appear(asOf, shown)));
        var readUntil = Instant.MIN;
        for (var shown : showings) {
            readUntil = shown.until().isAfter(readUntil) ? shown.until() : readUntil;
            step(steps, readUntil, () -> {
                if (!attribute(shown) && !appearances.contains(shown)) {
                    unexplained.add(shown);
                }
            });
        }
        dossier.counts()
                .forEach((name, counts) ->
                        counts.forEach(count -> step(steps, count.span().until(), () -> {
                            var life = bearersIn(name, count.span()).get(0);
                            life.count(count);
                            lives.add(life);
                        })));
        steps.values().forEach(inOrder -> inOrder.forEach(Runnable::run));
        return unexplained.stream().min(IN_TIME);
    }

    private static void step(Map<Instant, List<Runnable>> steps, Instant second, Runnable step) {
        steps.computeIfAbsent(second, at -> new ArrayList<>()).add(step);
    }

    private void mention() {
        dossier.keys().forEach(key -> {
            key.changes().forEach(change -> change.owner()
                    .ifPresent(owner -> name(owner).mention(change.at())));
            key.uses().forEach(use -> use.named()
                    .ifPresent(named -> name(named.owner()).mention(named.at())));
        });
        dossier.identities().forEach((identity, span) -> {
            name(identity.name()).mention(span.asOf());
            name(identity.name()).mention(span.until());
        });
        showings.forEach(
                shown -> name(shown.listing().name()).show(shown.showing().span()));
        dossier.counts()
                .forEach((name, counts) -> counts.forEach(count -> name(name).show(count.span())));
    }

    private void apply(UserFact fact) {
        var at = fact.at();
        if (fact instanceof UserCreated created) {
            var life = Life.begun(at, dossier.spelled(created.name()), created.userId());
            created.userId().ifPresent(id -> byId.put(id, life));
            lives.add(life);
            name(created.name()).take(at, life);
        } else if (fact instanceof UserDeleted deleted) {
            var life = name(deleted.name()).giveUp(at);
            life.end(at);
            lives.add(life);
        } else if (fact instanceof UserRenamed renamed && !renamed.from().equals(renamed.to())) {
            var life = name(renamed.from()).giveUp(at);
            life.rename(dossier.spelled(renamed.to()), at);
            lives.add(life);
            name(renamed.to()).take(at, life);
        }
    }

    /** A caller told its id: that of whoever bears the name then, unless either is known otherwise. */
    private void identify(Dossier.Identity identity, Instant at) {
        if (!byId.containsKey(identity.userId())) {
            var life = name(identity.name()).ownerOf(at, false, Optional.empty());
            identify(life, Optional.of(identity.userId()));
            lives.add(life);
        }
    }

    private void identify(Life life, Optional<String> id) {
        if (id.isPresent() && life.userId().isEmpty()) {
            life.identify(id.get());
            byId.put(id.get(), life);
        }
    }

    /**
     * Finds out whose listing it is.
     *
     * @return whether that user bore the name then, as far as is known
     */
    private boolean attribute(Shown shown) {
        var listing = shown.listing();
        var bearers = bearersIn(listing.name(), shown.showing().span());
        var life = known(
                        shown,
                        owner -> bearers.contains(owner)
                                || !owner.isShownIn(shown.showing().snapshot()))
                .or(() -> bearers.stream()
                        .filter(bearer -> isCompatible(bearer, listing))
                        .findFirst());
        life.ifPresent(user -> {
            identify(user, listing.userId());
            user.show(shown, snapshots.get(shown));
            lives.add(user);
        });
        attributed.put(shown, life);
        return life.isPresent() && bearers.contains(life.get());
    }

    /**
     * The user with the listing's id, or who owns a key in it.
     *
     * @param canBe whether the owner of a key can be meant
     */
    private Optional<Life> known(Shown shown, Predicate<Life> canBe) {
        var listing = shown.listing();
        var identified = listing.userId().map(byId::get);
        return identified.isPresent()
                ? identified
                : listing.keys().stream()
                        .map(key -> ownerUntil(key.accessKeyId(), shown))
                        .flatMap(Optional::stream)
                        .filter(owner -> isCompatible(owner, listing) && canBe.test(owner))
                        .findFirst();
    }

    /** All who bore the name at some moment of a span; in front who is meant by it, whatever else is told. */
    private List<Life> bearersIn(Name name, Span span) {
        return name(name).bearersIn(span, second -> changes.isKnownAfter(name, second, name(name)));
    }

    private static boolean isCompatible(Life life, Listing listing) {
        return life.userId().isEmpty()
                || listing.userId().isEmpty()
                || life.userId().equals(listing.userId());
    }

    /**
     * The events that brought users to these names are lost; whoever bore them is gone, but for those who appear elsewhere
     * in the same second: they gave their names up first.
     */
    private void appear(Instant asOf, List<Shown> shown) {
        var users = new LinkedHashMap<Shown, Life>();
        for (var one : shown) {
            var life = known(one, owner -> true)
                    .orElseGet(() -> Life.found(dossier.spelled(one.listing().name())));
            identify(life, one.listing().userId());
            lives.add(life);
            if (name(one.listing().name()).bearer() != life) {
                users.put(one, life);
            }
        }
        users.values().forEach(life -> {
            var former = name(life.name());
            if (former.bearer() == life) {
                former.giveUp(asOf);
            }
        });
        users.forEach((one, life) -> {
            life.rename(dossier.spelled(one.listing().name()), asOf);
            name(one.listing().name()).take(asOf, life);
        });
    }

    /** Whose a key was by what is told of times up to the end of a listing. */
    private Optional<Life> ownerUntil(String accessKeyId, Shown limit) {
        return listedOwner(accessKeyId, Optional.of(limit))
                .or(() -> dossier.facts(accessKeyId).flatMap(key -> namedOwner(key, limit.until())));
    }

    /** Whose key it is: by the newest listing that shows it, else by its newest change that names an owner, else by its first use. */
    private Optional<Life> owner(KeyFacts key) {
        return listedOwner(key.accessKeyId(), Optional.empty()).or(() -> namedOwner(key, Instant.MAX));
    }

    private Optional<Life> listedOwner(String accessKeyId, Optional<Shown> before) {
        var showings = showingsOf(accessKeyId);
        for (var index = showings.size() - 1; index >= 0; index--) {
            var shown = showings.get(index);
            if (before.filter(limit -> !shown.asOf().isBefore(limit.asOf())).isEmpty()) {
                var life = attributed.getOrDefault(shown, Optional.empty());
                if (life.isPresent()) {
                    return life;
                }
            }
        }
        return Optional.empty();
    }

    private List<Shown> showingsOf(String accessKeyId) {
        return showingsOfKeys.getOrDefault(accessKeyId, List.of());
    }

    private Optional<Life> namedOwner(KeyFacts key, Instant until) {
        var owner = Optional.<Life>empty();
        for (var change : key.changes()) {
            if (change.owner().isPresent() && !change.at().isAfter(until)) {
                owner = Optional.of(
                        name(change.owner().get()).ownerOf(change.at(), isCreatedIn(key, change.at()), owner));
            }
        }
        return owner.or(() -> key.uses().stream()
                .map(KeyUse::named)
                .flatMap(Optional::stream)
                .findFirst()
                .filter(use -> !use.at().isAfter(until))
                .map(use -> name(use.owner()).ownerOf(use.at(), false, Optional.empty())));
    }

    private static boolean isCreatedIn(KeyFacts key, Instant second) {
        return key.createdAt().filter(second::equals).isPresent();
    }
}
