package dev.lonekey.standalone.saved;

import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.standalone.saved.Saved.KeyList;
import dev.lonekey.standalone.saved.Saved.UserList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What {@code list-users} and {@code list-access-keys} of one account add up to. Names of users have no case in IAM. */
final class Listings {

    private final Map<String, ListedUser> users = new TreeMap<>();
    private final Map<String, KeysOfUser> keys = new TreeMap<>();
    private final List<Notice> notices = new ArrayList<>();
    private final boolean listsUsers;
    private final boolean listsAllUsers;

    Listings(Collection<SavedFile> files) {
        var lists =
                files.stream().flatMap(file -> file.contents(UserList.class)).toList();
        listsUsers = !lists.isEmpty();
        listsAllUsers = listsUsers && lists.stream().noneMatch(UserList::truncated);
        lists.stream().flatMap(list -> list.users().stream()).forEach(user -> users.put(lower(user.name()), user));
        files.forEach(this::addKeys);
    }

    private void addKeys(SavedFile file) {
        var lists = file.contents(KeyList.class).toList();
        var ofNobody = lists.stream().filter(list -> !add(list, named(file))).count();
        if (ofNobody > 0) {
            notices.add(ofNobody(file.path(), ofNobody));
        }
    }

    /** Whether the list could be told to be somebody's. */
    private boolean add(KeyList list, Optional<String> named) {
        var whose = list.keys().stream().map(ListedKey::user).distinct().toList();
        if (whose.isEmpty() || whose.contains(Optional.<String>empty())) {
            named.ifPresent(user -> keysOf(user).add(list.keys(), list.truncated()));
            return named.isPresent();
        }
        whose.stream().flatMap(Optional::stream).forEach(user -> keysOf(user)
                .add(
                        list.keys().stream()
                                .filter(key -> key.user().equals(Optional.of(user)))
                                .toList(),
                        list.truncated()));
        return true;
    }

    private KeysOfUser keysOf(String user) {
        return keys.computeIfAbsent(lower(user), name -> new KeysOfUser(user));
    }

    /** The listed user that a file with a single list of keys is named after. */
    private Optional<String> named(SavedFile file) {
        return file.contents().size() == 1 ? FileName.of(file.path()).user(users) : Optional.empty();
    }

    private static Notice ofNobody(Path file, long lists) {
        return Notice.unused(
                file,
                (lists == 1
                                ? "is a list of keys that does not tell its user"
                                : "holds %,d lists of keys that do not tell their users".formatted(lists))
                        + "; left out. Save the keys of each user in a file of its own, USER.json.");
    }

    /** Lists of keys that were left out. */
    List<Notice> notices() {
        return notices;
    }

    /** Users of whom all keys are listed, with what is known of each. */
    List<User> listed() {
        return keys.entrySet().stream()
                .filter(entry -> !entry.getValue().isTruncated())
                .map(entry -> entry.getValue().toUser(Optional.ofNullable(users.get(entry.getKey()))))
                .toList();
    }

    boolean isListed(String user) {
        var listing = keys.get(lower(user));
        return listing != null && !listing.isTruncated();
    }

    /** Names of users that are known, but of whom not all keys are listed. */
    Stream<String> unlisted() {
        return Stream.concat(
                        users.values().stream().map(ListedUser::name),
                        keys.values().stream().map(KeysOfUser::user).filter(user -> !users.containsKey(lower(user))))
                .filter(user -> !isListed(user));
    }

    /** Whether there is any list at all. */
    boolean isEmpty() {
        return !listsUsers && keys.isEmpty();
    }

    /** Whether every user that there is is known. */
    boolean listsAllUsers() {
        return listsAllUsers;
    }

    boolean knows(String user) {
        return users.containsKey(lower(user));
    }

    /** Whether every user that there is is known, with all keys. */
    boolean isComplete() {
        return listsAllUsers && unlisted().findAny().isEmpty();
    }

    static String lower(String user) {
        return user.toLowerCase(Locale.ROOT);
    }
}
