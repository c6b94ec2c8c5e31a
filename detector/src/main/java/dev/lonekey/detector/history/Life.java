package dev.lonekey.detector.history;

import dev.lonekey.detector.fact.Name;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One user, from creation to deletion and through renames: the principal whose keys are counted. */
public final class Life {

    private final boolean beginKnown;
    private final Optional<String> userId;
    private final List<Name> names = new ArrayList<>();
    private final List<KeyFacts> keys = new ArrayList<>();
    private Optional<Instant> endedAt = Optional.empty();

    private Life(boolean beginKnown, Optional<String> userId, Name name) {
        this.beginKnown = beginKnown;
        this.userId = userId;
        this.names.add(name);
    }

    /** A user whose CreateUser is known. */
    static Life begun(Name name, Optional<String> userId) {
        return new Life(true, userId, name);
    }

    /** A user who must be older than what is known of it. */
    static Life found(Name name) {
        return new Life(false, Optional.empty(), name);
    }

    public boolean isRoot() {
        return name().isRoot();
    }

    /** Whether its creation is known, so that all its keys are, too. */
    public boolean beginKnown() {
        return beginKnown;
    }

    /** IAM's id of the user, as CreateUser answered it. */
    public Optional<String> userId() {
        return userId;
    }

    /** The name that it bears now, or bore last. */
    public Name name() {
        return names.get(names.size() - 1);
    }

    /** All its names, in time. */
    public List<Name> names() {
        return List.copyOf(names);
    }

    /** When it was deleted, or another user took its name. */
    public Optional<Instant> endedAt() {
        return endedAt;
    }

    /** Its keys. */
    public List<KeyFacts> keys() {
        return List.copyOf(keys);
    }

    void rename(Name name) {
        names.add(name);
    }

    void end(Instant at) {
        if (endedAt.isEmpty()) {
            endedAt = Optional.of(at);
        }
    }

    void own(KeyFacts key) {
        keys.add(key);
    }
}
