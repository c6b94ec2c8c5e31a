package dev.lonekey.ingest.checkpoint;

import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import java.util.Optional;

/** What was last published of an account's place in its organization. */
public record MembershipCheckpoint(
        AccountState state, Optional<String> name, Optional<String> email, Optional<String> ou) {}
