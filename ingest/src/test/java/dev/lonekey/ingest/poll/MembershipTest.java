package dev.lonekey.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.account.MemberAccount;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String ID = "111122223333";

    private final List<AccountState> written = new ArrayList<>();
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
    private final Membership membership = new Membership(
            new Checkpoints(Topics.EMBEDDED, partition -> Map.of(), (partition, key, value) -> writing),
            part -> {
                written.add(((SnapshotPart.Account) part).status());
                return writing;
            },
            Runnable::run);

    @Test
    void accountThatIsAsItWas_isWrittenOnce() {
        // When
        membership.shows(account(AccountState.ACTIVE), NOW);
        membership.shows(account(AccountState.ACTIVE), NOW);
        // Then
        assertThat(written).containsExactly(AccountState.ACTIVE);
    }

    @Test
    void accountThatWasNotWritten_isWrittenTheNextTime() {
        // Given
        membership.shows(account(AccountState.ACTIVE), NOW);
        writing = CompletableFuture.failedFuture(new IllegalStateException("no broker"));
        membership.shows(account(AccountState.SUSPENDED), NOW);
        membership.isGone(ID, NOW);
        // When
        writing = CompletableFuture.completedFuture(null);
        membership.isGone(ID, NOW);
        membership.isGone(ID, NOW);
        // Then
        assertThat(written)
                .containsExactly(
                        AccountState.ACTIVE, AccountState.SUSPENDED, AccountState.REMOVED, AccountState.REMOVED);
    }

    private static MemberAccount account(AccountState state) {
        return new MemberAccount(ID, state, Optional.of("Example"), Optional.empty(), Optional.empty());
    }
}
