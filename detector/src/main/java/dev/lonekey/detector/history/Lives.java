package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Fact.UserCreated;
import dev.lonekey.detector.fact.Fact.UserDeleted;
import dev.lonekey.detector.fact.Fact.UserFact;
import dev.lonekey.detector.fact.Fact.UserRenamed;
import dev.lonekey.detector.fact.Name;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells users apart. A name is not a user: one after the other may bear it, and one user may bear several. Whose a key is
 * follows from who bore the name in the newest event about it.
 */
final class Lives {

    private final Dossier dossier;
    private final Map<Name, NameHistory> names = new TreeMap<>();
    private final Set<Life> lives = new LinkedHashSet<>();

    private Lives(Dossier dossier) {
        this.dossier = dossier;
        dossier.keys().forEach(this::mentionOwners);
        new NameChanges(dossier.userFacts()).bySecond(this::name, this::apply);
        dossier.keys().forEach(key -> owner(key).ifPresent(life -> {
            life.own(key);
            lives.add(life);
        }));
    }

    /** The users that anything is known of. */
    static List<Life> in(Dossier dossier) {
        return List.copyOf(new Lives(dossier).lives);
    }

    private NameHistory name(Name name) {
        return names.computeIfAbsent(name, unseen -> new NameHistory(dossier.spelled(unseen)));
    }

    private void mentionOwners(KeyFacts key) {
        key.changes()
                .forEach(change -> change.owner().ifPresent(owner -> name(owner).mention(change.at())));
        key.uses().forEach(use -> use.named()
                .ifPresent(named -> name(named.owner()).mention(named.at())));
    }

    private void apply(UserFact fact) {
        var at = fact.at();
        if (fact instanceof UserCreated created) {
            var life = Life.begun(dossier.spelled(created.name()), created.userId());
            lives.add(life);
            name(created.name()).take(at, life);
        } else if (fact instanceof UserDeleted deleted) {
            var life = name(deleted.name()).giveUp(at);
            life.end(at);
            lives.add(life);
        } else if (fact instanceof UserRenamed renamed && !renamed.from().equals(renamed.to())) {
            var life = name(renamed.from()).giveUp(at);
            life.rename(dossier.spelled(renamed.to()));
            lives.add(life);
            name(renamed.to()).take(at, life);
        }
    }

    /** Whose key it is: by its newest change that names an owner, else by its newest use. */
    private Optional<Life> owner(KeyFacts key) {
        var owner = Optional.<Life>empty();
        for (var change : key.changes()) {
            if (change.owner().isPresent()) {
                owner = Optional.of(
                        name(change.owner().get()).ownerOf(change.at(), isCreatedIn(key, change.at()), owner));
            }
        }
        if (owner.isPresent()) {
            return owner;
        }
        for (var use : key.uses()) {
            if (use.named().isPresent()) {
                var named = use.named().get();
                owner = Optional.of(name(named.owner()).ownerOf(named.at(), false, owner));
            }
        }
        return owner;
    }

    private static boolean isCreatedIn(KeyFacts key, Instant second) {
        return key.createdAt().filter(second::equals).isPresent();
    }
}
