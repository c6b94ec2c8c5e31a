package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.K3;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.everybody;
import static dev.lonekey.detector.account.Told.failed;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.listedActive;
import static dev.lonekey.detector.account.Told.listing;
import static dev.lonekey.detector.account.Told.summary;
import static dev.lonekey.detector.account.Told.time;
import static dev.lonekey.detector.account.Told.user;
import static dev.lonekey.detector.account.Told.userDeleted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.account.AccountStatus.Outcome;
import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.account.AccountStatus.SnapshotResult;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is published of an account as a whole. */
class AccountStatusTest {

    private static final String ROOT = "root user";

    private final InMemoryAccount account = new InMemoryAccount();

    @Test
    void usersAndKeys_areThoseThatThereAre() {
        // When
        account.tell(created(K1, "alice", 0), created(K2, "bob", 10), created(K3, "bob", 20), deleted(K3, "bob", 30));
        // Then
        assertThat(account.status().users()).isEqualTo(2);
        assertThat(account.status().keys()).isEqualTo(2);
        // When
        account.tell(userDeleted("bob", 100));
        // Then
        assertThat(account.status().users()).isEqualTo(1);
        assertThat(account.status().keys()).isEqualTo(1);
    }

    @Test
    void completedAndFailedSnapshots_theNewestIsTold() {
        // When
        tell(everybody(100, user("alice", listedActive(K1))));
        // Then
        assertThat(account.status().lastSnapshot())
                .contains(new SnapshotResult(
                        "full-100", time(100), Optional.of(time(131)), Outcome.COMPLETED, Optional.empty()));
        // When a failed one is newer, and a completed one older
        account.tell(failed("throttled", 400));
        tell(everybody(50, user("alice", listedActive(K1))));
        // Then
        assertThat(account.status().lastSnapshot())
                .contains(new SnapshotResult(
                        "throttled",
                        time(400),
                        Optional.empty(),
                        Outcome.FAILED,
                        Optional.of("Throttling: iam:ListAccessKeys")));
        assertThat(account.status().evidenceAsOf()).contains(time(100));
    }

    @Test
    void eventOfLongAfter_isTheLastEvent() {
        // When
        account.tell(created(K1, "alice", 0), created(K2, "bob", 5_000), inactive(K1, "alice", 3_000));
        // Then
        assertThat(account.status().lastEventAt()).contains(time(5_000));
    }

    @Test
    void answersOfTheOrganization_areTold() {
        // When
        account.tell(Told.account(100, AccountState.ACTIVE));
        // Then
        assertThat(account.status().name()).contains("payments");
        assertThat(account.status().state()).contains(AccountState.ACTIVE);
        // When
        account.tell(Told.account(200, AccountState.REMOVED));
        account.tell(Told.account(150, AccountState.SUSPENDED));
        // Then
        assertThat(account.status().state()).contains(AccountState.REMOVED);
    }

    @Test
    void rootKeys_areWhatIsKnownOfThem() {
        account.tell(created(K1, ROOT, 0));
        assertThat(account.status().rootAccessKeys()).isEqualTo(RootKeys.ACTIVE);
        account.tell(inactive(K1, ROOT, 10));
        assertThat(account.status().rootAccessKeys()).isEqualTo(RootKeys.INACTIVE);
        account.tell(deleted(K1, ROOT, 20));
        assertThat(account.status().rootAccessKeys()).isEqualTo(RootKeys.UNKNOWN);
        account.tell(summary(100, false, false));
        assertThat(account.status().rootAccessKeys()).isEqualTo(RootKeys.NONE);
        assertThat(account.status().rootSigningCertificates()).isEqualTo(RootCertificates.NONE);
        account.tell(summary(200, true, true));
        assertThat(account.status().rootAccessKeys()).isEqualTo(RootKeys.PRESENT);
        assertThat(account.status().rootSigningCertificates()).isEqualTo(RootCertificates.PRESENT);
    }

    @Test
    void keyListedThoughItsEventNeverCame_isDriftOnce() {
        // Given
        tell(everybody(100, user("alice", listedActive(K1))));
        // When
        tell(everybody(10_000, user("alice", listedActive(K1), listedActive(K2, 5_000))));
        tell(everybody(20_000, user("alice", listedActive(K1), listedActive(K2, 5_000))));
        // Then
        assertThat(account.status().drift()).isEqualTo(1);
    }

    @Test
    void keyWithAnEvent_isNoDrift() {
        // Given
        tell(everybody(100, user("alice", listedActive(K1))));
        account.tell(created(K2, "alice", 5_000));
        // When
        tell(everybody(10_000, user("alice", listedActive(K1), listedActive(K2, 5_000))));
        // Then
        assertThat(account.status().drift()).isZero();
    }

    @Test
    void keyMadeBeforeTheAccountWasKnown_isNoDrift() {
        // Given
        tell(everybody(100, user("alice", listedActive(K1, 5))));
        // When
        tell(everybody(10_000, user("alice", listedActive(K1, 5), listedActive(K2, 99))));
        // Then
        assertThat(account.status().drift()).isZero();
    }

    @Test
    void keyWhoseEventMayStillCome_isDriftWithTheListingAfter() {
        // Given
        tell(everybody(100, user("alice", listedActive(K1))));
        // When
        account.tell(listing(10_000, 10_031, user("alice", listedActive(K1), listedActive(K2, 9_101))));
        // Then
        assertThat(account.status().drift()).isZero();
        // When
        account.tell(listing(20_000, 20_031, user("alice", listedActive(K1), listedActive(K2, 9_101))));
        // Then
        assertThat(account.status().drift()).isEqualTo(1);
    }

    @Test
    void keyOfUnknownAgeListedForTheFirstTime_isDrift() {
        // Given
        tell(everybody(100, user("alice", listedActive(K1))));
        // When
        account.tell(listing(10_000, 10_031, user("alice", listedActive(K1), listedActive(K2))));
        // Then
        assertThat(account.status().drift()).isEqualTo(1);
    }

    private void tell(List<SnapshotPart> parts) {
        parts.forEach(account::tell);
    }
}
