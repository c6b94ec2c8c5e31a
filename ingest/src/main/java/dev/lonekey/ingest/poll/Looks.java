package dev.lonekey.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The users of an account, and its root user, that are to be looked at soon because an event was about them. */
final class Looks {

    /** Whoever has an event every second is looked at all the same. */
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private record Look(Concern concern, Instant latest, Instant due, List<Runnable> done) {

        Look(Concern concern, Instant at, Runnable done) {
            this(concern, at.plus(LONGEST_DELAY), at, new ArrayList<>(List.of(done)));
        }

        Look with(Look added) {
            done.addAll(added.done);
            var later = due.isAfter(added.due) ? due : added.due;
            return new Look(added.concern, latest, later.isAfter(latest) ? latest : later, done);
        }
    }

    private final Map<Optional<String>, Look> due = new HashMap<>();

    /** Notes one; of two that are about the same the later time counts. */
    void add(Concern concern, Instant at, Runnable done) {
        due.merge(concern.user().map(name -> name.toLowerCase(Locale.ROOT)), new Look(concern, at, done), Look::with);
    }

    int size() {
        return due.size();
    }

    /** Takes out all that are due. */
    Due take(Instant now) {
        var users = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        var done = new ArrayList<Runnable>();
        var root = false;
        for (var look : List.copyOf(due.values())) {
            if (!look.due().isAfter(now)) {
                due.values().remove(look);
                look.concern().user().ifPresent(users::add);
                root |= look.concern().user().isEmpty();
                done.addAll(look.done());
            }
        }
        return new Due(users, root, done);
    }

    /**
     * What is to be looked at now.
     *
     * @param done to be called afterwards
     */
    record Due(Set<String> users, boolean root, List<Runnable> done) {

        static final Due NOTHING = new Due(Set.of(), false, List.of());

        boolean isNothing() {
            return users.isEmpty() && !root;
        }

        void finished() {
            done.forEach(Runnable::run);
        }
    }
}
