package dev.lonekey.detector.oracle;

import dev.lonekey.detector.oracle.KeyFacts.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the calls on one account say of keys, and whom they name as a key's owner. */
final class Testimony {
    private final List<Call> calls;
    private final Map<String, KeyStory> stories = new TreeMap<>();
    private final Map<String, List<Call>> naming = new HashMap<>();
    private final Map<String, List<Call>> uses = new HashMap<>();
    private final Map<String, Long> createdAt = new HashMap<>();

    /** A name that is given for a key's owner in some second, and whether the key was made in that second. */
    record Named(String name, long second, boolean createdThen) {
        boolean isRoot() {
            return name.equals(ExpectedViolation.ROOT);
        }
    }

    /** @param calls sorted by time */
    Testimony(List<Call> calls) {
        this.calls = calls;
        calls.forEach(this::read);
    }

    private void read(Call call) {
        call.usedKey().ifPresent(key -> {
            story(key).call(call.second(), Kind.USED);
            uses.computeIfAbsent(key, any -> new ArrayList<>()).add(call);
        });
        if (call.isAboutKey()) {
            String key = call.keyId().orElseThrow();
            Kind kind =
                    switch (call.action()) {
                        case "CreateAccessKey" -> Kind.CREATED;
                        case "DeleteAccessKey" -> Kind.DELETED;
                        default -> call.status().filter("Active"::equals).isPresent() ? Kind.ACTIVE : Kind.INACTIVE;
                    };
            story(key).call(call.second(), kind);
            if (kind == Kind.CREATED) {
                createdAt.put(key, call.second());
            }
            if (call.owner().isPresent()) {
                naming.computeIfAbsent(key, any -> new ArrayList<>()).add(call);
            }
        }
    }

    KeyStory story(String key) {
        return stories.computeIfAbsent(key, any -> new KeyStory(true));
    }

    Map<String, KeyStory> stories() {
        return stories;
    }

    /** By the newest change that names the owner, else by the first use, of those that are no later than a time. */
    Optional<Named> owner(String key, long until) {
        Optional<Named> named = naming.getOrDefault(key, List.of()).stream()
                .filter(call -> call.second() <= until)
                .reduce((older, newer) -> newer)
                .map(call -> named(key, call, call.owner().orElseThrow()));
        return named.or(() -> uses.getOrDefault(key, List.of()).stream()
                .filter(call -> call.second() <= until)
                .findFirst()
                .flatMap(call -> call.user().map(user -> named(key, call, user))));
    }

    private Named named(String key, Call call, String name) {
        return new Named(name, call.second(), createdAt.getOrDefault(key, Long.MIN_VALUE) == call.second());
    }

    /** Whom a call, by its eventID, shows to exist: callers with an id, those whom it names with a key, and first users of keys that no call names. */
    Map<String, Set<String>> whoIsTold() {
        Map<String, Set<String>> names = new HashMap<>();
        calls.stream().filter(Call::isAboutKey).forEach(call -> call.owner()
                .ifPresent(owner -> note(names, call, owner)));
        uses.forEach((key, all) -> {
            Call first = all.get(0);
            boolean namedBefore =
                    naming.containsKey(key) && naming.get(key).get(0).second() <= first.second();
            if (!namedBefore) {
                first.user().ifPresent(user -> note(names, first, user));
            }
        });
        calls.stream().filter(call -> call.callingUserId().isPresent()).forEach(call -> call.user()
                .ifPresent(user -> note(names, call, user)));
        names.values().forEach(told -> told.remove(ExpectedViolation.ROOT));
        return names;
    }

    private static void note(Map<String, Set<String>> names, Call call, String name) {
        names.computeIfAbsent(call.eventId(), any -> new TreeSet<>()).add(name);
    }
}
