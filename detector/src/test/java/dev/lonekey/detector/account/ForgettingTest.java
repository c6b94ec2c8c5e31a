package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.K3;
import static dev.lonekey.detector.account.Told.K9;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.everybody;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.listedActive;
import static dev.lonekey.detector.account.Told.time;
import static dev.lonekey.detector.account.Told.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.policy.Limits;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What remains of violations and keys once the horizon has passed them. */
class ForgettingTest {

    private static final Limits LIMITS = new Limits(
            Duration.ofSeconds(30),
            Duration.ofDays(1),
            Duration.ofMinutes(15),
            Optional.of(Duration.ofHours(1)),
            Integer.MAX_VALUE);

    private final InMemoryAccount account =
            new InMemoryAccount(new Policy(Rules.ALL, Optional.empty(), List.of(), LIMITS));

    @Test
    void openViolationThatTheHorizonPassed_keepsItsIdItsStartAndItsKeys() {
        // Given
        var opened = account.tell(
                        created(K1, "alice", 0),
                        created(K2, "alice", 60),
                        created(K3, "alice", 100),
                        deleted(K3, "alice", 200))
                .get(0);
        tell(everybody(10_000, user("alice", listedActive(K1), listedActive(K2))));
        // When
        var events = account.tell(deleted(K2, "alice", 11_000));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("RESOLVED KEY_DELETED");
        assertThat(events).extracting(Told::interval).containsExactly("alice [60,11000) KEY_DELETED");
        assertThat(events.get(0).violationId()).isEqualTo(opened.violationId());
        assertThat(account.published().get(0).keys())
                .containsEntry(K1, KeyStatus.ACTIVE)
                .containsEntry(K2, KeyStatus.DELETED)
                .containsEntry(K3, KeyStatus.DELETED);
        assertThat(account.forgotten()).isEmpty();
    }

    @Test
    void openViolationThatTheHorizonPassed_isNoNewsByItself() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        tell(everybody(10_000, user("alice", listedActive(K1), listedActive(K2))));
        tell(everybody(20_000, user("alice", listedActive(K1), listedActive(K2))));
        // Then
        assertThat(account.events()).hasSize(1);
        assertThat(account.violations()).extracting(Told::interval).containsExactly("alice [60,open)");
    }

    @Test
    void resolvedViolationThatTheHorizonPassed_isForgotten() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60), deleted(K2, "alice", 100));
        var id = account.events().get(0).violationId();
        // When
        tell(everybody(10_000, user("alice", listedActive(K1))));
        // Then
        assertThat(account.forgotten()).containsExactly(id);
        assertThat(account.published()).isEmpty();
        assertThat(account.events()).hasSize(2);
    }

    @Test
    void keyThatWasForgotten_isAnotherViolationsWhenItIsMadeAnew() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60), deleted(K2, "alice", 100));
        tell(everybody(10_000, user("alice", listedActive(K1))));
        // When
        var events = account.tell(created(K3, "alice", 11_000));
        // Then
        assertThat(events).extracting(Told::interval).containsExactly("alice [11000,open)");
        assertThat(events.get(0).keys())
                .extracting(Key::accessKeyId, Key::createdAt)
                .containsExactly(tuple(K1, Optional.of(time(0))), tuple(K3, Optional.of(time(11_000))));
    }

    @Test
    void factFromBeforeTheHorizon_comesTooLate() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        tell(everybody(10_000, user("alice", listedActive(K1), listedActive(K2))));
        // When
        var events = account.tell(inactive(K1, "alice", 50));
        // Then
        assertThat(events).isEmpty();
        assertThat(account.tooLate()).isEqualTo(1);
    }

    @Test
    void keyWhoseOwnerNeverBecameKnown_isAnOrphan() {
        // Given
        account.tell(new Fact.KeyChanged(K9, Optional.empty(), KeyChange.ACTIVATED, time(50)));
        // When
        tell(everybody(10_000, user("alice", listedActive(K1))));
        // Then
        assertThat(account.orphans()).containsExactly(new Verdict.Orphan(K9, time(50)));
    }

    @Test
    void userThatIsGone_leavesNothingBehind() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60), Told.userDeleted("alice", 100));
        // When
        tell(everybody(10_000, user("bob", listedActive(K3))));
        // Then what is stored is the account, its snapshots, bob, and where to find bob's key and id
        assertThat(account.entries()).isEqualTo(5);
        assertThat(account.status().users()).isEqualTo(1);
    }

    @Test
    void fileThatGrewTooLarge_losesTheOlderHalfOfItsFactsAtOnce() {
        // Given so little room that a few dozen keys fill it
        var limits = new Limits(LIMITS.margin(), LIMITS.alertMaxAge(), LIMITS.driftAfter(), LIMITS.horizon(), 2_000);
        var small = new InMemoryAccount(new Policy(Rules.ALL, Optional.empty(), List.of(), limits));
        small.tell(created(K1, "alice", 0), created(K2, "alice", 10));
        // When
        for (var key = 0; key < 60; key++) {
            var id = "AKIAROTATE%010d".formatted(key);
            small.tell(created(id, "alice", 20 + 20 * key), deleted(id, "alice", 30 + 20 * key));
        }
        // Then
        assertThat(small.foldedEarly()).isPositive();
        assertThat(small.largestEntry()).isLessThan(2_000);
        assertThat(small.rejected()).isZero();
        assertThat(small.violations()).extracting(Told::interval).containsExactly("alice [10,open)");
    }

    private void tell(List<SnapshotPart> parts) {
        parts.forEach(account::tell);
    }
}
