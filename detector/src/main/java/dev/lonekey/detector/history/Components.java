package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Puts facts into dossiers, those that share a name, a user id or a key into the same. */
final class Components {

    private final Dossier origin;
    private final Instant horizon;
    private final Map<Subject, Component> components = new LinkedHashMap<>();

    private static final class Component {
        private final Set<Subject> subjects = new LinkedHashSet<>();
        private final List<Consumer<Dossier>> facts = new ArrayList<>();

        Component(Subject first) {
            subjects.add(first);
        }

        int size() {
            return facts.size() + subjects.size();
        }
    }

    /** @param origin where the facts come from, which knows how names are spelled */
    Components(Dossier origin, Instant horizon) {
        this.origin = origin;
        this.horizon = horizon;
    }

    /** Keeps a fact with all that it is about. */
    void keep(List<? extends Subject> subjects, Consumer<Dossier> fact) {
        var home = components.computeIfAbsent(subjects.get(0), Component::new);
        for (var subject : subjects) {
            home = join(home, components.computeIfAbsent(subject, unseen -> new Component(subject)));
        }
        home.facts.add(fact);
    }

    /** The smaller one moves into the larger one. */
    private Component join(Component one, Component other) {
        if (one == other) {
            return one;
        }
        var larger = one.size() < other.size() ? other : one;
        var smaller = larger == one ? other : one;
        larger.facts.addAll(smaller.facts);
        larger.subjects.addAll(smaller.subjects);
        smaller.subjects.forEach(subject -> components.put(subject, larger));
        return larger;
    }

    /** The dossiers that there are now. */
    List<Dossier> dossiers(Completed completed) {
        return new LinkedHashSet<>(components.values())
                .stream().map(component -> dossier(component, completed)).toList();
    }

    private Dossier dossier(Component component, Completed completed) {
        var dossier = new Dossier(horizon);
        component.facts.forEach(fact -> fact.accept(dossier));
        for (var subject : component.subjects) {
            if (subject instanceof Subject.OfName named) {
                dossier.see(origin.spelling(named.name()));
            }
        }
        dossier.settle(completed);
        return dossier;
    }
}
