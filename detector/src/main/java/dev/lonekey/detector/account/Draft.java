package dev.lonekey.detector.account;

import dev.lonekey.detector.account.Entry.CaseFile;
import dev.lonekey.detector.account.Entry.Headline;
import dev.lonekey.detector.account.Entry.Reference;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.Fact.UserListed;
import dev.lonekey.detector.fact.Showing;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.history.Completed;
import dev.lonekey.detector.history.Dossier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The entries that a record touches, changed in memory until all is decided. */
final class Draft {

    /** A name is a better home than a key: it is there before its keys and after them. */
    private static final Comparator<Subject> HOMES =
            Comparator.comparing(subject -> !(subject instanceof Subject.OfName));

    private final Entries stored;
    private final Completed completed;
    private final Map<Subject, CaseFile> files = new HashMap<>();
    private final Map<Subject, Headline> headlinesBefore = new HashMap<>();
    private final Map<Subject, Reference> references = new HashMap<>();
    private final Set<Subject> changed = new LinkedHashSet<>();
    private final Set<Subject> toJudge = new LinkedHashSet<>();
    private final Set<Subject> removed = new LinkedHashSet<>();

    /** @param completed the account's completed snapshots */
    Draft(Entries stored, Completed completed) {
        this.stored = stored;
        this.completed = completed;
    }

    /**
     * Adds a fact to the case file of what it is about; files that it links become one.
     *
     * @param at the newest time that it speaks of
     */
    Addition add(Fact fact, Instant at) {
        var home = link(fact.subjects());
        var dossier = files.get(home).dossier();
        if (fact instanceof UserListed listed && repeat(home, listed)) {
            return Addition.NEW;
        }
        if (at.isBefore(dossier.finalBefore())) {
            return Addition.TOO_LATE;
        }
        if (dossier.add(fact, completed)) {
            changed.add(home);
            toJudge.add(home);
            return Addition.NEW;
        }
        return Addition.KNOWN;
    }

    /**
     * Adds a listing that only says again what the last one said, with nothing between them: of that nothing can come, so the
     * file need not be judged anew.
     */
    private boolean repeat(Subject home, UserListed listed) {
        var file = files.get(home);
        var last = file.headline().users() == 1
                ? file.dossier().lastIfRepeated(listed.listing(), listed.showing(), completed)
                : Optional.<Showing>empty();
        if (last.filter(showing -> showing.snapshot() == file.headline().shownBy())
                        .isEmpty()
                || !file.dossier().add(listed, completed)) {
            return false;
        }
        file.dossier().settle(completed);
        files.put(
                home,
                new CaseFile(
                        file.dossier(),
                        file.published(),
                        file.headline().shownBy(listed.showing().snapshot())));
        changed.add(home);
        return true;
    }

    /** Where the case files lie of which something new is known. */
    List<Subject> homesToJudge() {
        return toJudge.stream().filter(files::containsKey).toList();
    }

    /** What became of a fact. */
    enum Addition {
        NEW,
        KNOWN,
        /** Facts of its time are no longer kept. */
        TOO_LATE
    }

    /** Puts a new case file where it belongs. */
    Subject open(CaseFile file) {
        var subjects = file.dossier().subjects().toList();
        var home = subjects.stream().min(HOMES).orElseThrow();
        put(home, file);
        subjects.stream().filter(subject -> !subject.equals(home)).forEach(subject -> refer(subject, home));
        return home;
    }

    /** Where the changed case files lie. */
    List<Subject> changedHomes() {
        return changed.stream().filter(files::containsKey).toList();
    }

    /** The dossier that a subject belongs to. */
    Optional<Dossier> dossierOf(Subject subject) {
        var homes = new LinkedHashSet<Subject>();
        load(subject, homes);
        return homes.stream().findFirst().map(home -> files.get(home).dossier());
    }

    /** Reads a case file, to be judged anew though no fact was added. */
    Optional<CaseFile> file(Subject home) {
        if (!files.containsKey(home) && find(home) instanceof CaseFile) {
            load(home, new LinkedHashSet<>());
        }
        return Optional.ofNullable(files.get(home));
    }

    /** Replaces a case file. */
    void put(Subject home, CaseFile file) {
        files.put(home, file);
        references.remove(home);
        removed.remove(home);
        changed.add(home);
    }

    /** Lets a subject be found under another's case file. */
    void refer(Subject subject, Subject home) {
        removed.remove(subject);
        references.put(subject, new Reference(home));
    }

    /** Forgets what is stored under a subject. */
    void remove(Subject subject) {
        files.remove(subject);
        references.remove(subject);
        removed.add(subject);
    }

    /** When the files that were read had to be judged anew, and how many users were in them. */
    Map<Subject, Headline> headlinesBefore() {
        return headlinesBefore;
    }

    /** The headlines of the changed files as they are now. */
    Map<Subject, Headline> headlinesNow() {
        var now = new HashMap<Subject, Headline>();
        changedHomes().forEach(home -> now.put(home, files.get(home).headline()));
        return now;
    }

    /** All that is to be stored; nothing, for what is to be forgotten. */
    Map<Subject, Optional<Entry>> writes() {
        var writes = new LinkedHashMap<Subject, Optional<Entry>>();
        removed.forEach(subject -> writes.put(subject, Optional.empty()));
        changedHomes().forEach(home -> writes.put(home, Optional.of(files.get(home))));
        references.forEach((subject, reference) -> writes.put(subject, Optional.of(reference)));
        return writes;
    }

    private Subject link(List<Subject> subjects) {
        var homes = new LinkedHashSet<Subject>();
        subjects.forEach(subject -> load(subject, homes));
        var home = homes.stream().min(HOMES).orElse(subjects.get(0));
        if (!files.containsKey(home)) {
            files.put(home, new CaseFile(new Dossier(Instant.EPOCH), List.of(), Headline.BLANK));
            removed.remove(home);
        }
        homes.stream().filter(other -> !other.equals(home)).forEach(other -> merge(other, home));
        for (var subject : subjects) {
            if (!subject.equals(home) && find(subject) == null) {
                refer(subject, home);
            }
        }
        return home;
    }

    private void load(Subject subject, Set<Subject> homes) {
        var entry = find(subject);
        if (entry instanceof Reference reference) {
            load(reference.home(), homes);
        } else if (entry instanceof CaseFile file) {
            if (files.putIfAbsent(subject, file) == null) {
                headlinesBefore.put(subject, file.headline());
            }
            homes.add(subject);
        }
    }

    private Entry find(Subject subject) {
        if (removed.contains(subject)) {
            return null;
        }
        Entry drafted = references.get(subject);
        if (drafted == null) {
            drafted = files.get(subject);
        }
        return drafted == null ? stored.get(subject).orElse(null) : drafted;
    }

    private void merge(Subject other, Subject home) {
        var absorbed = files.remove(other);
        var kept = files.get(home);
        absorbed.dossier().subjects().forEach(subject -> refer(subject, home));
        kept.dossier().absorb(absorbed.dossier(), completed);
        var published = new ArrayList<>(kept.published());
        published.addAll(absorbed.published());
        files.put(home, new CaseFile(kept.dossier(), published, kept.headline()));
        changed.remove(other);
        changed.add(home);
        toJudge.add(home);
    }
}
