package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.Fact.KeyChanged;
import dev.lonekey.detector.fact.Fact.KeyUsed;
import dev.lonekey.detector.fact.Fact.UserCreated;
import dev.lonekey.detector.fact.Fact.UserDeleted;
import dev.lonekey.detector.fact.Fact.UserFact;
import dev.lonekey.detector.fact.Fact.UserRenamed;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
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

    private final TreeMap<Name, Spelling> names = new TreeMap<>();
    private final TreeSet<UserFact> userFacts = new TreeSet<>(BY_TIME);
    private final TreeMap<String, KeyFacts> keys = new TreeMap<>();

    /**
     * Adds a fact.
     *
     * @return whether it told anything new
     */
    public boolean add(Fact fact) {
        var known = true;
        for (var subject : fact.subjects()) {
            if (subject instanceof Subject.OfName named) {
                known &= !see(new Spelling(named.name(), fact.at()));
            }
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
    public void absorb(Dossier other) {
        other.names.values().forEach(this::see);
        userFacts.addAll(other.userFacts);
        other.keys.values().forEach(facts -> key(facts.accessKeyId()).absorb(facts));
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

    /** How many users are known in it. */
    public int principals() {
        return Lives.in(this).size();
    }

    /** Everything that facts in it are about. */
    public Stream<Subject> subjects() {
        return Stream.concat(
                names.keySet().stream().map(Subject.OfName::new),
                keys.keySet().stream().map(Subject.OfKey::new));
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
