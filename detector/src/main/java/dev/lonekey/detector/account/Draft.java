package dev.lonekey.detector.account;

import dev.lonekey.detector.account.Entry.CaseFile;
import dev.lonekey.detector.account.Entry.Reference;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.history.Dossier;
import dev.lonekey.detector.violation.PublishedViolation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entries that a record touches, changed in memory until all is decided. */
final class Draft {

    private final Entries stored;
    private final Map<Subject, CaseFile> files = new HashMap<>();
    private final Map<Subject, Reference> references = new HashMap<>();
    private final Set<Subject> changed = new LinkedHashSet<>();

    Draft(Entries stored) {
        this.stored = stored;
    }

    /** Adds a fact to the case file of what it is about; files that it links become one. */
    void add(Fact fact) {
        var home = link(fact.subjects());
        if (files.get(home).dossier().add(fact)) {
            changed.add(home);
        }
    }

    /** Where the changed case files lie. */
    List<Subject> changedHomes() {
        return changed.stream().filter(files::containsKey).toList();
    }

    CaseFile file(Subject home) {
        return files.get(home);
    }

    void publish(Subject home, List<PublishedViolation> published) {
        files.put(home, new CaseFile(files.get(home).dossier(), published));
    }

    /** All that is to be stored. */
    Map<Subject, Entry> writes() {
        var writes = new LinkedHashMap<Subject, Entry>();
        changedHomes().forEach(home -> writes.put(home, files.get(home)));
        writes.putAll(references);
        return writes;
    }

    private Subject link(List<Subject> subjects) {
        var homes = new LinkedHashSet<Subject>();
        subjects.forEach(subject -> load(subject, homes));
        // A name is a better home than a key: it is there before its keys and after them.
        var home = homes.stream()
                .min(Comparator.comparing(Subject.OfKey.class::isInstance))
                .orElse(subjects.get(0));
        files.computeIfAbsent(home, first -> new CaseFile(new Dossier(), List.of()));
        homes.stream().filter(other -> !other.equals(home)).forEach(other -> merge(other, home));
        for (var subject : subjects) {
            if (!subject.equals(home) && find(subject) == null) {
                references.put(subject, new Reference(home));
            }
        }
        return home;
    }

    private void load(Subject subject, Set<Subject> homes) {
        var entry = find(subject);
        if (entry instanceof Reference reference) {
            load(reference.home(), homes);
        } else if (entry instanceof CaseFile file) {
            files.putIfAbsent(subject, file);
            homes.add(subject);
        }
    }

    private Entry find(Subject subject) {
        Entry drafted = references.get(subject);
        if (drafted == null) {
            drafted = files.get(subject);
        }
        return drafted == null ? stored.get(subject).orElse(null) : drafted;
    }

    private void merge(Subject other, Subject home) {
        var absorbed = files.remove(other);
        var kept = files.get(home);
        absorbed.dossier().subjects().forEach(subject -> references.put(subject, new Reference(home)));
        kept.dossier().absorb(absorbed.dossier());
        var published = new ArrayList<>(kept.published());
        published.addAll(absorbed.published());
        files.put(home, new CaseFile(kept.dossier(), published));
        changed.remove(other);
        changed.add(home);
    }
}
