package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.K3;
import static dev.lonekey.detector.account.Told.active;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.listedActive;
import static dev.lonekey.detector.account.Told.listing;
import static dev.lonekey.detector.account.Told.renamed;
import static dev.lonekey.detector.account.Told.time;
import static dev.lonekey.detector.account.Told.used;
import static dev.lonekey.detector.account.Told.user;
import static dev.lonekey.detector.account.Told.userDeleted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.detector.policy.Limits;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rotation window: a second key is published at once all the same, as LOW. */
class RotationWindowTest {

    /** Of 1000 seconds. */
    private static final Policy WINDOW =
            new Policy(Rules.ALL, Optional.of(Duration.ofSeconds(1_000)), List.of(), Limits.DEFAULT);

    private final InMemoryAccount account = new InMemoryAccount(WINDOW);

    @Test
    void secondKey_isPublishedAtOnceAsLowWithTheEndOfTheRotation() {
        // When
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // Then
        assertThat(account.events()).singleElement().satisfies(opened -> {
            assertThat(Told.step(opened)).isEqualTo("OPENED LOW");
            assertThat(opened.rotationEndsAt()).contains(time(1_060));
        });
    }

    @Test
    void windowRunsOut_raisesAnOpenOne() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var before = account.passTo(time(1_059));
        var after = account.passTo(time(1_060));
        // Then
        assertThat(before).isEmpty();
        assertThat(after).extracting(Told::step).containsExactly("UPDATED [SEVERITY] MEDIUM");
        assertThat(account.passTo(time(1_000_000))).isEmpty();
    }

    @Test
    void endedBeforeTheWindow_staysLow() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var resolved = account.tell(deleted(K1, "alice", 1_059));
        // Then
        assertThat(resolved).singleElement().satisfies(event -> {
            assertThat(Told.step(event)).isEqualTo("RESOLVED KEY_DELETED");
            assertThat(event.severity()).isEqualTo(Severity.LOW);
        });
        assertThat(account.passTo(time(1_000_000))).isEmpty();
    }

    @Test
    void endLearntAfterTheWindow_countsAsOfTheEnd() {
        // Given one that was raised because its end was not known
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        account.passTo(time(1_060));
        // When
        var inTime = account.tellAtOnce(List.of(deleted(K1, "alice", 1_059)), time(2_000));
        // Then
        assertThat(inTime).extracting(event -> event.severity()).containsExactly(Severity.LOW);
    }

    @Test
    void endedWithTheWindow_isNoRotation() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var resolved = account.tell(deleted(K1, "alice", 1_060));
        // Then
        assertThat(resolved).extracting(event -> event.severity()).containsExactly(Severity.MEDIUM);
    }

    @Test
    void windowBeginsAtTheLaterCreation_notWhenAnOldKeyIsReactivated() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60), inactive(K1, "alice", 70));
        // When
        account.tell(active(K1, "alice", 500));
        // Then
        var reopened = account.events().get(account.events().size() - 1);
        assertThat(Told.step(reopened)).isEqualTo("OPENED LOW");
        assertThat(reopened.rotationEndsAt()).contains(time(1_060));
    }

    @Test
    void oldKeyReactivatedAfterTheWindow_isNoRotation() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60), inactive(K1, "alice", 70));
        // When
        var opened = account.tell(active(K1, "alice", 1_500));
        // Then
        assertThat(opened).extracting(Told::step).containsExactly("OPENED MEDIUM");
    }

    @Test
    void windowBeginsAtTheLaterCreationThatAListingTells() {
        // When
        account.tell(listing(100, 131, user("alice", listedActive(K1, 5), listedActive(K2, 50))));
        // Then
        assertThat(account.events()).singleElement().satisfies(opened -> {
            assertThat(Told.interval(opened)).isEqualTo("alice [100,open)");
            assertThat(opened.rotationEndsAt()).contains(time(1_050));
        });
    }

    @Test
    void creationUnknown_windowBeginsAtOpenedAt() {
        // When
        account.tell(used(K1, "alice", 100), used(K2, "alice", 200));
        // Then
        assertThat(account.events()).singleElement().satisfies(opened -> assertThat(opened.rotationEndsAt())
                .contains(time(1_200)));
    }

    @Test
    void thirdKey_raisesAtOnceAndItsEndLowersAgain() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var third = account.tell(created(K3, "alice", 100));
        var gone = account.tell(deleted(K3, "alice", 200));
        // Then
        assertThat(third).extracting(Told::step).containsExactly("UPDATED [KEYS, SEVERITY] MEDIUM");
        assertThat(third.get(0).rotationEndsAt()).isEmpty();
        assertThat(gone).extracting(Told::step).containsExactly("UPDATED [KEYS, SEVERITY] LOW");
        assertThat(account.passTo(time(1_060))).extracting(Told::step).containsExactly("UPDATED [SEVERITY] MEDIUM");
    }

    @Test
    void thirdKeyInsteadOfTheSecond_beginsTheWindowAnew() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        account.tell(created(K3, "alice", 100), deleted(K2, "alice", 200));
        // Then
        assertThat(account.passTo(time(1_099))).isEmpty();
        assertThat(account.passTo(time(1_100))).extracting(Told::step).containsExactly("UPDATED [SEVERITY] MEDIUM");
    }

    @Test
    void learntAfterTheWindow_isNoRotation() {
        // When
        account.tellAtOnce(List.of(created(K1, "alice", 0), created(K2, "alice", 60)), time(5_000));
        // Then
        assertThat(account.events()).extracting(Told::step).containsExactly("OPENED MEDIUM");
    }

    @Test
    void renamedIntoAKnownName_keepsItsTimer() {
        // Given two users whose files become one
        account.tell(created(K3, "carol", 5), deleted(K3, "carol", 6), userDeleted("carol", 7));
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        account.tell(renamed("alice", "carol", 100));
        // When
        var raised = account.passTo(time(1_060));
        // Then
        assertThat(raised).singleElement().satisfies(event -> {
            assertThat(Told.step(event)).isEqualTo("UPDATED [SEVERITY] MEDIUM");
            assertThat(event.principal().name()).isEqualTo("carol");
        });
        assertThat(account.passTo(time(2_000))).isEmpty();
    }

    @Test
    void rootHasNoWindow() {
        // When
        account.tell(created(K1, "root user", 0), created(K2, "root user", 60));
        // Then
        assertThat(account.events())
                .extracting(Told::step)
                .containsExactly("OPENED CRITICAL", "UPDATED [KEYS] CRITICAL");
        assertThat(account.events())
                .allSatisfy(event -> assertThat(event.rotationEndsAt()).isEmpty());
    }

    @Test
    void configuredSeverity_isWhatItIsRaisedTo() {
        // Given
        var rules = Rules.configured(Set.of(), Map.of(Rules.IAM_USER_MULTIPLE_ACTIVE_KEYS.id(), Severity.HIGH), false);
        var strict = new InMemoryAccount(new Policy(rules, WINDOW.rotationWindow(), List.of(), Limits.DEFAULT));
        strict.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var raised = strict.passTo(time(1_060));
        // Then
        assertThat(raised).extracting(Told::step).containsExactly("UPDATED [SEVERITY] HIGH");
    }

    @Test
    void windowTakenAway_raisesAndGivenLowers() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var raised = account.configure(Policy.DEFAULT, time(100));
        var lowered = account.configure(WINDOW, time(200));
        // Then
        assertThat(raised).extracting(Told::step).containsExactly("UPDATED [SEVERITY] MEDIUM");
        assertThat(lowered).extracting(Told::step).containsExactly("UPDATED [SEVERITY] LOW");
    }
}
