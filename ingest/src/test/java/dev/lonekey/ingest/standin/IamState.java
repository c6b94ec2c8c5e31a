package dev.lonekey.ingest.standin;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What IAM of one account holds at one time; immutable, since the answers of a lagging account come from an older one.
 *
 * @param users by name in lower case, since IAM does not tell names apart by case
 * @param rootInSummary whether GetAccountSummary counts root's keys; it does not in GovCloud
 */
record IamState(
        NavigableMap<String, IamUser> users, List<IamKey> rootKeys, int rootCertificates, boolean rootInSummary) {

    static final IamState EMPTY = new IamState(new TreeMap<>(), List.of(), 0, true);

    static String keyOf(String userName) {
        return userName.toLowerCase(Locale.ROOT);
    }

    Optional<IamUser> user(String name) {
        return Optional.ofNullable(users.get(keyOf(name)));
    }

    IamUser existing(String name) {
        return user(name).orElseThrow(() -> ServiceError.noSuchEntity("user", name));
    }

    Optional<IamUser> ownerOf(String keyId) {
        return users.values().stream()
                .filter(user -> user.keys().stream().anyMatch(key -> key.id().equals(keyId)))
                .findAny();
    }

    IamState plus(Collection<IamUser> added) {
        return changed(all -> added.forEach(user -> add(all, user)));
    }

    IamState withKeys(String user, UnaryOperator<List<IamKey>> change) {
        var before = existing(user);
        var after = before.with(change.apply(before.keys()));
        return changed(all -> all.put(keyOf(user), after));
    }

    IamState renamed(String from, String to) {
        var user = existing(from);
        return changed(all -> {
            all.remove(keyOf(from));
            add(all, user.named(to));
        });
    }

    IamState minus(String user) {
        if (!existing(user).keys().isEmpty()) {
            throw new ServiceError(409, "DeleteConflict", "Cannot delete entity, must delete access keys first.");
        }
        return changed(all -> all.remove(keyOf(user)));
    }

    IamState withRootKeys(UnaryOperator<List<IamKey>> change) {
        return new IamState(users, change.apply(rootKeys), rootCertificates, rootInSummary);
    }

    IamState withRootCertificates(int count) {
        return new IamState(users, rootKeys, count, rootInSummary);
    }

    IamState withoutRootInSummary() {
        return new IamState(users, rootKeys, rootCertificates, false);
    }

    private IamState changed(Consumer<NavigableMap<String, IamUser>> change) {
        var copy = new TreeMap<>(users);
        change.accept(copy);
        return new IamState(copy, rootKeys, rootCertificates, rootInSummary);
    }

    private static void add(NavigableMap<String, IamUser> all, IamUser user) {
        if (all.putIfAbsent(keyOf(user.name()), user) != null) {
            throw new ServiceError(409, "EntityAlreadyExists", "User with name " + user.name() + " already exists.");
        }
    }
}
