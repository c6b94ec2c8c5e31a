package dev.lonekey.ingest.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What IAM lets happen to the keys of a user or of root. */
final class Keys {

    private static final int QUOTA = 2;

    private Keys() {}

    static List<IamKey> plus(List<IamKey> keys, IamKey added) {
        if (keys.size() == QUOTA) {
            throw new ServiceError(409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: " + QUOTA);
        }
        var all = new ArrayList<>(keys);
        all.add(added);
        return all;
    }

    static List<IamKey> withStatus(List<IamKey> keys, String keyId, String status) {
        requireKey(keys, keyId);
        return keys.stream()
                .map(key -> key.id().equals(keyId) ? key.withStatus(status) : key)
                .toList();
    }

    static List<IamKey> minus(List<IamKey> keys, String keyId) {
        requireKey(keys, keyId);
        return keys.stream().filter(key -> !Objects.equals(key.id(), keyId)).toList();
    }

    private static void requireKey(List<IamKey> keys, String keyId) {
        if (keys.stream().noneMatch(key -> key.id().equals(keyId))) {
            throw ServiceError.noSuchEntity("Access Key", keyId);
        }
    }
}
