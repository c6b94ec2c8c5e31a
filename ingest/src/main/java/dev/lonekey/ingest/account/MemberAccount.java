package dev.lonekey.ingest.account;

import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import java.util.Optional;

/**
 * An account as a list of accounts shows it.
 *
 * @param ou its organizational unit with those above it, as in {@code Root/Prod/Web}
 */
public record MemberAccount(
        String id, AccountState state, Optional<String> name, Optional<String> email, Optional<String> ou) {

    /** An account of which nothing but the id is known. */
    public static MemberAccount of(String id) {
        return new MemberAccount(id, AccountState.ACTIVE, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
