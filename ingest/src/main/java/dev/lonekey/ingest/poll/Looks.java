package dev.lonekey.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The users of an account, and its root user, that are to be looked at soon because an event was about them. */
final class Looks {

    /** Whoever has an event every second is looked at all the same. */
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private record Event(Instant due, Runnable done) {}

    private record Look(Concern concern, List<Event> events) {

        Look with(Look added) {
            var all = new ArrayList<>(events);
            all.addAll(added.events);
            return new Look(added.concern, all);
        }

        /** After the last event; but not for ever, as there may always be one more. */
        Instant due() {
            var times = events.stream().map(Event::due).toList();
            var latest = Collections.min(times).plus(LONGEST_DELAY);
            var last = Collections.max(times);
            return last.isAfter(latest) ? latest : last;
        }

        /** The events of which a look would not tell yet. */
        Optional<Look> after(Instant now) {
            var later =
                    events.stream().filter(event -> event.due().isAfter(now)).toList();
            return later.isEmpty() ? Optional.empty() : Optional.of(new Look(concern, later));
        }

        Stream<Runnable> doneAt(Instant now) {
            return events.stream().filter(event -> !event.due().isAfter(now)).map(Event::done);
        }
    }

    private final Map<Optional<String>, Look> looks = new HashMap<>();

    /** Notes one; of two that are about the same the later time counts. */
    void add(Concern concern, Instant at, Runnable done) {
        looks.merge(
                concern.user().map(name -> name.toLowerCase(Locale.ROOT)),
                new Look(concern, List.of(new Event(at, done))),
                Look::with);
    }

    int size() {
        return looks.size();
    }

    /** Takes out all that are due. */
    Due take(Instant now) {
        var users = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        var done = new ArrayList<Runnable>();
        var root = false;
        for (var entry : List.copyOf(looks.entrySet())) {
            var look = entry.getValue();
            if (!look.due().isAfter(now)) {
                look.after(now)
                        .ifPresentOrElse(later -> looks.put(entry.getKey(), later), () -> looks.remove(entry.getKey()));
                look.concern().user().ifPresent(users::add);
                root |= look.concern().user().isEmpty();
                look.doneAt(now).forEach(done::add);
            }
        }
        return new Due(users, root, done);
    }

    /** Takes out all, for a listing of all users: yields what is done then, by the time that this must lie behind. */
    Map<Instant, List<Runnable>> takeAll() {
        var all = looks.values().stream()
                .flatMap(look -> look.events().stream())
                .collect(Collectors.groupingBy(Event::due, Collectors.mapping(Event::done, Collectors.toList())));
        looks.clear();
        return all;
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
