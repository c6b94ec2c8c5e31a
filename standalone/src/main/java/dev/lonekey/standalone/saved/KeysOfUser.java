package dev.lonekey.standalone.saved;

import dev.lonekey.contract.snapshot.SnapshotPart.Key;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.ingest.report.Arn;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that lists show of a user, each once. */
final class KeysOfUser {

    private final String user;
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private boolean truncated;

    KeysOfUser(String user) {
        this.user = user;
    }

    void add(Collection<ListedKey> list, boolean listTruncated) {
        list.stream().map(ListedKey::toKey).forEach(key -> keys.merge(key.id(), key, ListedKey::moreAlarming));
        truncated |= listTruncated;
    }

    String user() {
        return user;
    }

    /** Whether the user has more keys than were listed. */
    boolean isTruncated() {
        return truncated;
    }

    User toUser(Optional<ListedUser> listed) {
        return new User(
                listed.map(ListedUser::name).orElse(user),
                listed.flatMap(ListedUser::id),
                listed.flatMap(ListedUser::arn).map(Arn::text),
                List.copyOf(keys.values()));
    }
}
