package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Listing;
import dev.lonekey.detector.fact.Showing;
import dev.lonekey.detector.fact.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Where in time anything is known besides a listing that stood unchanged in thousands of snapshots. Of its places only those
 * next to a landmark can decide anything: between two others nothing happened, so both tell the same.
 */
final class Landmarks {

    /**
     * A place where a listing stood, and the snapshots that show it there or, with nothing else being known meanwhile, after
     * it up to the next place.
     */
    record Place(Showing showing, List<Long> snapshots) {}

    private final Dossier dossier;
    private final Completed completed;
    private final boolean everyPlace;
    private final Map<Listing, List<Showing>> showings = new LinkedHashMap<>();
    private final NavigableSet<Instant> seconds = new TreeSet<>();

    private Landmarks(Dossier dossier, Completed completed, boolean everyPlace) {
        this.dossier = dossier;
        this.completed = completed;
        this.everyPlace = everyPlace;
        dossier.listings()
                .forEach((listing, all) -> showings.put(
                        listing, all.all(completed).sorted().distinct().toList()));
    }

    /** The places of each listing that can decide something, in time. */
    static Map<Listing, List<Place>> places(Dossier dossier, Completed completed) {
        return new Landmarks(dossier, completed, false).places();
    }

    /** All places of each listing, in time. */
    static Map<Listing, List<Place>> allPlaces(Dossier dossier, Completed completed) {
        return new Landmarks(dossier, completed, true).places();
    }

    private Map<Listing, List<Place>> places() {
        var isLong = !everyPlace && showings.values().stream().anyMatch(all -> all.size() > 2);
        if (isLong) {
            addFacts();
            // What a listing decides next to a landmark may in turn be one for others that stand beside it.
            var beside = showings.entrySet().stream()
                    .flatMap(entry -> kept(entry.getValue()).stream())
                    .map(Place::showing)
                    .toList();
            beside.forEach(showing -> add(showing.span()));
        }
        var places = new LinkedHashMap<Listing, List<Place>>();
        showings.forEach((listing, all) -> places.put(listing, kept(all)));
        return places;
    }

    private void addFacts() {
        dossier.userFacts().forEach(fact -> seconds.add(fact.at()));
        dossier.keys().forEach(key -> {
            key.changes().forEach(change -> seconds.add(change.at()));
            key.uses().forEach(use -> {
                seconds.add(use.first());
                seconds.add(use.last());
                use.named().ifPresent(named -> seconds.add(named.at()));
            });
        });
        dossier.identities().values().forEach(this::add);
        dossier.counts().values().forEach(counts -> counts.forEach(count -> add(count.span())));
        dossier.listings().keySet().forEach(listing -> listing.keys()
                .forEach(key -> key.createdAt().ifPresent(seconds::add)));
        showings.values().forEach(all -> {
            add(all.get(0).span());
            add(all.get(all.size() - 1).span());
        });
    }

    private void add(Span span) {
        seconds.add(span.asOf());
        seconds.add(span.until());
    }

    private List<Place> kept(List<Showing> all) {
        var absences = everyPlace ? new TreeSet<Instant>() : absences(all);
        var kept = new ArrayList<Place>();
        for (var index = 0; index < all.size(); index++) {
            var isBetween = index > 0 && index < all.size() - 1;
            if (everyPlace
                    || !isBetween
                    || isNotable(
                            all.get(index - 1).span(),
                            all.get(index).span(),
                            all.get(index + 1).span(),
                            absences)) {
                kept.add(new Place(all.get(index), new ArrayList<>()));
            }
            kept.get(kept.size() - 1).snapshots().add(all.get(index).snapshot());
        }
        return kept;
    }

    /** When snapshots that show everybody do not show the listing. */
    private NavigableSet<Instant> absences(Collection<Showing> all) {
        var shownIn = new HashSet<Long>();
        all.forEach(showing -> shownIn.add(showing.snapshot()));
        var absences = new TreeSet<Instant>();
        for (var snapshot : completed.byPlace().values()) {
            if (!shownIn.contains(snapshot.number())) {
                absences.add(snapshot.span().asOf());
                absences.add(snapshot.span().until());
            }
        }
        return absences;
    }

    private boolean isNotable(Span before, Span span, Span after, NavigableSet<Instant> absences) {
        var isInOrder = !span.until().isBefore(before.until()) && !after.until().isBefore(span.until());
        var from = before.asOf();
        var to = span.until().isAfter(after.asOf()) ? span.until() : after.asOf();
        return !isInOrder || isAnyIn(seconds, from, to) || isAnyIn(absences, from, to);
    }

    private static boolean isAnyIn(NavigableSet<Instant> seconds, Instant from, Instant to) {
        var first = seconds.ceiling(from);
        return first != null && !first.isAfter(to);
    }
}
