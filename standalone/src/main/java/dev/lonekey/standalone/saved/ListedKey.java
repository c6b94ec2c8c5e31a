package dev.lonekey.standalone.saved;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lonekey.contract.snapshot.SnapshotPart.Key;
import dev.lonekey.ingest.report.Texts;
import java.time.Instant;
import java.util.Optional;

/**
 * An access key, as {@code list-access-keys} shows it.
 *
 * @param user absent where root lists its own
 */
record ListedKey(
        @JsonProperty("UserName") Optional<String> user,
        @JsonProperty("AccessKeyId") String id,
        @JsonProperty("Status") String status,
        @JsonProperty("CreateDate") Optional<Instant> createdAt) {

    private static final String ACTIVE = "Active";

    ListedKey {
        user.ifPresent(name -> Texts.requireUserName(name, "UserName"));
        Texts.require(id, "AccessKeyId");
        Texts.require(status, "Status");
        createdAt.ifPresent(Texts::requireTime);
    }

    Key toKey() {
        return new Key(id, status, createdAt, Optional.empty());
    }

    /** Of two listings of one key that differ the one to go by: the one that shows it active. */
    static Key moreAlarming(Key one, Key other) {
        return other.status().equals(ACTIVE) ? other : one;
    }
}
