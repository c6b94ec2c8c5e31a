package dev.lonekey.detector.oracle;

import dev.lonekey.detector.oracle.KeyFacts.Fact;
import dev.lonekey.detector.oracle.KeyFacts.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that is told of one key, or of one that has no id, from which the facts that count are taken. */
final class KeyStory {
    private static final Set<Kind> EVENTS = Set.of(Kind.CREATED, Kind.ACTIVE, Kind.INACTIVE, Kind.DELETED);

    private record End(long second, Kind kind, boolean voidByRename) {}

    private final boolean identified;
    private final List<Fact> told = new ArrayList<>();
    private final List<Fact> proofs = new ArrayList<>();
    private final TreeMap<Long, Fact> firstUseOfHour = new TreeMap<>();
    private final List<End> ends = new ArrayList<>();
    private OptionalLong listedCreation = OptionalLong.empty();

    /** @param identified whether later facts are surely about the same key */
    KeyStory(boolean identified) {
        this.identified = identified;
    }

    /** Notes what a call says, in the order of time. */
    void call(long second, Kind kind) {
        Fact fact = new Fact(second, kind);
        if (kind == Kind.USED) {
            firstUseOfHour.putIfAbsent(Math.floorDiv(second, 3_600L), fact);
        } else {
            told.add(fact);
            proofs.add(fact);
        }
    }

    void listed(long second, boolean active) {
        Fact fact = new Fact(second, active ? Kind.LISTED_ACTIVE : Kind.LISTED_INACTIVE);
        told.add(fact);
        proofs.add(fact);
    }

    void listedCreation(long second) {
        listedCreation = OptionalLong.of(Math.min(listedCreation.orElse(second), second));
    }

    boolean isCreationTold() {
        return told.stream().anyMatch(fact -> fact.kind() == Kind.CREATED);
    }

    OptionalLong listedCreation() {
        return listedCreation;
    }

    /** Notes what a number says: that such a key is there, but not which. */
    void counted(long second, Kind kind) {
        told.add(new Fact(second, kind));
    }

    void absent(long second, boolean voidByRename) {
        ends.add(new End(second, Kind.ABSENT, voidByRename));
    }

    void userGone(long second) {
        ends.add(new End(second, Kind.USER_GONE, true));
    }

    /** A snapshot says nothing about a key that was created, changed or deleted meanwhile. */
    boolean hasEventIn(long afterAsOf, long until) {
        return told.stream()
                .anyMatch(fact -> EVENTS.contains(fact.kind()) && fact.second() > afterAsOf && fact.second() <= until);
    }

    /** The first that is told but for absences. */
    Optional<Fact> first() {
        return Stream.concat(told.stream(), firstUseOfHour.values().stream()).min(Fact::compareTo);
    }

    /** What counts of all this, given when the user was renamed, by an event or by one that was lost. */
    KeyFacts settle(Collection<Long> renames) {
        long created = told.stream()
                .filter(fact -> fact.kind() == Kind.CREATED)
                .mapToLong(Fact::second)
                .max()
                .orElse(Long.MIN_VALUE);
        List<Fact> uses = List.copyOf(firstUseOfHour.values());
        List<Fact> all = new ArrayList<>(told);
        ends.stream()
                .filter(end -> isKnown(end) && !isVoid(end, renames))
                .forEach(end -> all.add(new Fact(end.second(), end.kind())));
        List<Fact> known = List.copyOf(all);
        uses.stream().filter(use -> !isInFlight(use, known)).forEach(all::add);
        return new KeyFacts(all.stream()
                .filter(fact -> fact.second() >= created)
                .distinct()
                .sorted()
                .toList());
    }

    /** Absences follow what is told of the key in their second; the end of a user is about what is told before. */
    private boolean isKnown(End end) {
        long until = end.kind() == Kind.ABSENT ? end.second() : end.second() - 1;
        return first().filter(fact -> fact.second() <= until).isPresent()
                || (listedCreation.isPresent() && listedCreation.getAsLong() <= until);
    }

    private boolean isVoid(End end, Collection<Long> renames) {
        boolean renamed = end.voidByRename() && renames.stream().anyMatch(second -> second > end.second());
        boolean proven = identified
                && (proofs.stream().anyMatch(fact -> fact.second() > end.second())
                        || firstUseOfHour.values().stream()
                                .anyMatch(use -> use.second() > end.second() + World.MARGIN_SECONDS));
        return renamed || proven;
    }

    private static boolean isInFlight(Fact use, List<Fact> known) {
        return known.stream()
                .filter(fact -> fact.kind().isInactive()
                        || fact.kind() == Kind.DELETED
                        || fact.kind().isEnd())
                .anyMatch(
                        fact -> use.second() >= fact.second() && use.second() - fact.second() <= World.MARGIN_SECONDS);
    }
}
