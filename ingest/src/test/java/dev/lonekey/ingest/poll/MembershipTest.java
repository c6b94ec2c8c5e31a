package dev.lonekey.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.ingest.account.MemberAccount;
import dev.lonekey.ingest.checkpoint.CheckpointKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final MemberAccount ACCOUNT = MemberAccount.of("111122223333");

    private final List<AccountState> written = new ArrayList<>();
    private final List<CheckpointKey> checkpoints = new ArrayList<>();
    private CompletableFuture<Void> kafka = CompletableFuture.completedFuture(null);
    private final Membership membership = new Membership(
            (key, checkpoint) -> {
                checkpoints.add(key);
                return CompletableFuture.completedFuture(null);
            },
            this::write);

    private CompletableFuture<Void> write(SnapshotPart part) {
        written.add(((SnapshotPart.Account) part).status());
        return kafka;
    }

    @Test
    void whatWasPublished_isNotPublishedAgain() {
        // When
        membership.shows(ACCOUNT, NOW);
        membership.shows(ACCOUNT, NOW.plusSeconds(3600));
        // Then
        assertThat(written).containsExactly(AccountState.ACTIVE);
        assertThat(checkpoints).hasSize(1);
    }

    @Test
    void removalThatKafkaDidNotTake_isPublishedWithTheNextList() {
        // Given
        membership.shows(ACCOUNT, NOW);
        kafka = CompletableFuture.failedFuture(new IllegalStateException("refused"));
        membership.isGone(ACCOUNT.id(), NOW);
        kafka = CompletableFuture.completedFuture(null);
        // When
        membership.isGone(ACCOUNT.id(), NOW.plusSeconds(3600));
        // Then
        assertThat(written).containsExactly(AccountState.ACTIVE, AccountState.REMOVED, AccountState.REMOVED);
        assertThat(checkpoints).hasSize(2);
    }

    @Test
    void accountThatKafkaDidNotTakeTheFirstTime_isPublishedWithTheNextList() {
        // Given
        kafka = CompletableFuture.failedFuture(new IllegalStateException("refused"));
        membership.shows(ACCOUNT, NOW);
        kafka = CompletableFuture.completedFuture(null);
        // When
        membership.shows(ACCOUNT, NOW.plusSeconds(3600));
        // Then
        assertThat(written).hasSize(2);
        assertThat(membership.members()).containsExactly(ACCOUNT.id());
    }

    @Test
    void refusalThatComesAfterSomethingNewer_changesNothing() {
        // Given
        kafka = new CompletableFuture<>();
        var slow = kafka;
        membership.shows(ACCOUNT, NOW);
        kafka = CompletableFuture.completedFuture(null);
        membership.isGone(ACCOUNT.id(), NOW);
        // When
        slow.completeExceptionally(new IllegalStateException("refused"));
        membership.isGone(ACCOUNT.id(), NOW);
        // Then
        assertThat(written).containsExactly(AccountState.ACTIVE, AccountState.REMOVED);
        assertThat(membership.members()).isEmpty();
    }
}
