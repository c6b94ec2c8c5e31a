package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While an account is gone, nothing in it is violated. */
class MembershipTest {

    private final InMemoryAccount account = new InMemoryAccount();

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "REMOVED"})
    void accountThatLeavesAndComesBack_cutsAViolationInTwo(AccountState gone) {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        account.tell(Told.account(30, AccountState.ACTIVE));
        account.tell(Told.account(100, gone));
        account.tell(Told.account(150, gone));
        account.tell(Told.account(200, AccountState.ACTIVE));
        account.tell(deleted(K1, "alice", 300));
        account.tell(Told.account(400, gone));
        // Then
        assertThat(account.violations())
                .extracting(Told::interval)
                .containsExactly("alice [60,100) ACCOUNT_GONE", "alice [200,300) KEY_DELETED");
    }

    @Test
    void accountThatIsGoneFromTheStart_hasNoViolationUntilItComes() {
        // Given
        account.tell(Told.account(60, AccountState.REMOVED));
        // When
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // Then
        assertThat(account.events()).isEmpty();
        // When
        account.tell(Told.account(100, AccountState.ACTIVE));
        // Then
        assertThat(account.violations()).extracting(Told::interval).containsExactly("alice [100,open)");
    }

    @Test
    void ofTwoAnswersInOneSecond_theOneThatLeavesViolationsOpenCounts() {
        // Given
        var membership = new Membership();
        // Then
        assertThat(membership.tell(time(100), AccountState.SUSPENDED)).isTrue();
        assertThat(membership.tell(time(100), AccountState.ACTIVE)).isTrue();
        assertThat(membership.tell(time(100), AccountState.ACTIVE)).isFalse();
        assertThat(membership.tell(time(100), AccountState.REMOVED)).isFalse();
        assertThat(membership.state()).contains(AccountState.ACTIVE);
    }

    @Test
    void answersBeforeTheHorizon_areForgottenButTheLast() {
        // Given
        var membership = new Membership();
        membership.tell(time(100), AccountState.ACTIVE);
        membership.tell(time(200), AccountState.SUSPENDED);
        membership.tell(time(300), AccountState.ACTIVE);
        // When
        membership.forgetBefore(time(300));
        // Then
        assertThat(membership.states()).containsOnlyKeys(time(200), time(300));
    }
}
