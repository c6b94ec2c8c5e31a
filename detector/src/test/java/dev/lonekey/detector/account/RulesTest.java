package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.K3;
import static dev.lonekey.detector.account.Told.K9;
import static dev.lonekey.detector.account.Told.active;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.listedActive;
import static dev.lonekey.detector.account.Told.listedInactive;
import static dev.lonekey.detector.account.Told.listing;
import static dev.lonekey.detector.account.Told.rootReport;
import static dev.lonekey.detector.account.Told.summary;
import static dev.lonekey.detector.account.Told.used;
import static dev.lonekey.detector.account.Told.user;
import static dev.lonekey.detector.account.Told.userReport;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Control;
import dev.lonekey.detector.policy.Limits;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rule;
import dev.lonekey.detector.rule.Rules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Section 3 of the semantics: how many keys are too many, and keys of which only the number is known. */
class RulesTest {

    private static final String U = "alice";
    private static final String ROOT = "root user";
    private static final Policy INACTIVE_ROOT_KEYS_IGNORED = under(Rules.configured(Set.of(), Map.of(), true));

    @Test
    void oneActiveKey_isAllowed() {
        // When
        var violations = InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), inactive(K2, U, 60));
        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void twoActiveKeysOfAUser_areMedium() {
        // When
        var violations = InEveryOrder.told(created(K1, U, 0), created(K2, U, 60));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,open)");
        assertThat(violations).extracting(ViolationEvent::severity).containsExactly(Severity.MEDIUM);
        assertThat(violations).extracting(event -> event.rule().id()).containsExactly("iam-user-multiple-active-keys");
    }

    @Test
    void moreThanTwoKeys_areCountedOneByOne() {
        // When four are active, and three of them go
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                created(K2, U, 10),
                created(K3, U, 20),
                created(K9, U, 30),
                deleted(K1, U, 40),
                deleted(K2, U, 50),
                deleted(K3, U, 60));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [10,60) KEY_DELETED");
    }

    @Test
    void activeRootKey_isCritical() {
        // When
        var violations = InEveryOrder.told(created(K1, ROOT, 0), created(K2, ROOT, 10), inactive(K1, ROOT, 20));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [0,open)");
        assertThat(violations).extracting(ViolationEvent::severity).containsExactly(Severity.CRITICAL);
    }

    @Test
    void inactiveRootKeyOnly_isHigh() {
        // When
        var violations = InEveryOrder.told(created(K1, ROOT, 0), inactive(K1, ROOT, 50));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [0,open)");
        assertThat(violations).extracting(ViolationEvent::severity).containsExactly(Severity.HIGH);
    }

    @Test
    void inactiveRootKeyOnly_whereThatIsIgnored_ends() {
        // When
        var violations =
                InEveryOrder.toldUnder(INACTIVE_ROOT_KEYS_IGNORED, created(K1, ROOT, 0), inactive(K1, ROOT, 50));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [0,50) KEY_DEACTIVATED");
    }

    @Test
    void inactiveRootKeyInTheReport_bothSettings() {
        // When
        var counted = InEveryOrder.told(rootReport(130, 1, 0));
        var ignored = InEveryOrder.toldUnder(INACTIVE_ROOT_KEYS_IGNORED, rootReport(130, 1, 0));
        // Then
        assertThat(counted).extracting(Told::interval).containsExactly("root [100,open)");
        assertThat(counted).extracting(ViolationEvent::severity).containsExactly(Severity.HIGH);
        assertThat(ignored).isEmpty();
    }

    @Test
    void rootKeyOfUnknownStatus_isCriticalUnderBothSettings() {
        // When
        var counted = InEveryOrder.told(summary(100, true, null));
        var ignored = InEveryOrder.toldUnder(INACTIVE_ROOT_KEYS_IGNORED, summary(100, true, null));
        // Then
        assertThat(counted).extracting(ViolationEvent::severity).containsExactly(Severity.CRITICAL);
        assertThat(counted).extracting(Told::keyStatuses).containsExactly("unidentified=UNKNOWN");
        assertThat(ignored).extracting(Told::interval).containsExactly("root [100,open)");
    }

    @Test
    void certificateOfRoot_isHighAndARuleOfItsOwn() {
        // When
        var violations = InEveryOrder.told(summary(100, false, true));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [100,open)");
        assertThat(violations).extracting(ViolationEvent::severity).containsExactly(Severity.HIGH);
        assertThat(violations)
                .extracting(event -> event.rule().id())
                .containsExactly("root-signing-certificate-present");
    }

    @Test
    void certificatesInTheReport_tellOnlyThatThereAreSome() {
        // When the later report counts none that is active
        var violations = InEveryOrder.told(rootReport(130, 0, 0, 1), rootReport(530, 0, 0, 0));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [100,open)");
    }

    @Test
    void certificateThatTheSummaryNoLongerShows_ends() {
        // When
        var violations = InEveryOrder.told(rootReport(130, 0, 0, 1), summary(500, false, false));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [100,500) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void rootWithoutCredentials_isNone() {
        // Given
        var account = new InMemoryAccount();
        // When
        account.tell(summary(100, false, false));
        account.tell(rootReport(130, 0, 0));
        // Then
        assertThat(account.events()).isEmpty();
        assertThat(account.status().rootAccessKeys()).isEqualTo(RootKeys.NONE);
        assertThat(account.status().rootSigningCertificates()).isEqualTo(RootCertificates.NONE);
    }

    @Test
    void onlyUserOfAnAccountWithTwoActiveKeys_isOne() {
        // When
        var violations = InEveryOrder.told(
                Told.everybody(100, user(U, listedActive(K1), listedActive(K2))), summary(100, false, false));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [100,open)");
    }

    @Test
    void ruleThatIsOff_findsNothing() {
        // When
        var violations = InEveryOrder.toldUnder(
                under(Rules.configured(Set.of("iam-user-multiple-active-keys"), Map.of(), false)),
                created(K1, U, 0),
                created(K2, U, 60),
                created(K3, ROOT, 70));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [70,open)");
    }

    @Test
    void severityOfItsOwn_isTheConfiguredOne() {
        // When
        var violations = InEveryOrder.toldUnder(
                under(Rules.configured(Set.of(), Map.of("root-access-key-present", Severity.LOW), false)),
                created(K1, ROOT, 0),
                created(K2, U, 0),
                created(K3, U, 10));
        // Then
        assertThat(violations).extracting(ViolationEvent::severity).containsExactly(Severity.LOW, Severity.MEDIUM);
    }

    @Test
    void summaryPresentWhereAKeyIsKnown_isThatKey() {
        // When
        var violations = InEveryOrder.told(created(K1, ROOT, 0), summary(100, true, null), deleted(K1, ROOT, 200));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [0,200) KEY_DELETED");
        assertThat(violations).extracting(Told::keys).containsExactly(K1);
    }

    @Test
    void twoKeysThatLaterEventsName_theOlderWasTheUnidentifiedOne() {
        // When
        var violations = InEveryOrder.told(summary(100, true, null), deleted(K2, ROOT, 300), active(K1, ROOT, 500));
        // Then
        assertThat(violations)
                .extracting(Told::interval)
                .containsExactly("root [100,300) KEY_DELETED", "root [500,open)");
    }

    @Test
    void keyThatLaterEventsName_keepsNoUnidentifiedOneBeside() {
        // When
        var violations = InEveryOrder.told(summary(100, true, null), inactive(K1, ROOT, 500));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [100,open)");
        assertThat(violations).extracting(Told::keyStatuses).containsExactly(K1 + "=INACTIVE");
        assertThat(violations).extracting(ViolationEvent::severity).containsExactly(Severity.HIGH);
    }

    @Test
    void keyUsedLater_wasTheUnidentifiedOne() {
        // When
        var violations = InEveryOrder.told(summary(100, true, null), used(K1, ROOT, 500));
        // Then
        assertThat(violations).extracting(Told::keys).containsExactly(K1);
    }

    @Test
    void keyCreatedLater_isAnother() {
        // When
        var violations = InEveryOrder.told(summary(100, true, null), created(K2, ROOT, 300));
        // Then
        assertThat(violations).extracting(Told::keys).containsExactly(K2 + " unidentified");
    }

    @Test
    void reportOfTwoKeys_namesThemByTheirNumber() {
        // When
        var violations = InEveryOrder.told(rootReport(130, 2, 1));
        // Then
        assertThat(violations)
                .extracting(Told::keyStatuses)
                .containsExactly("unidentified-2=INACTIVE unidentified=ACTIVE");
    }

    @Test
    void laterReportOfFewer_endsUnidentifiedOnes() {
        // When
        var violations = InEveryOrder.told(userReport(U, 130, 2, 2), userReport(U, 530, 1, 1));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [100,500) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void laterReportOfFewerActive_deactivatesUnidentifiedOnes() {
        // When
        var one = InEveryOrder.told(userReport(U, 130, 2, 2), userReport(U, 530, 2, 1));
        var none = InEveryOrder.told(userReport(U, 130, 2, 2), userReport(U, 530, 2, 0));
        // Then
        assertThat(one).extracting(Told::interval).containsExactly("alice [100,500) KEY_DEACTIVATED");
        assertThat(none).extracting(Told::interval).containsExactly("alice [100,500) KEY_DEACTIVATED");
    }

    @Test
    void userDeletedAfterAReport_endsUnidentifiedOnes() {
        // When
        var violations = InEveryOrder.told(userReport(U, 130, 2, 2), Told.userDeleted(U, 500));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [100,500) USER_DELETED");
    }

    @Test
    void summaryPresent_neverLessensTheNumber() {
        // When
        var violations = InEveryOrder.told(rootReport(130, 2, 2), summary(400, true, null), deleted(K1, ROOT, 900));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [100,open)");
        assertThat(violations).extracting(Told::keyStatuses).containsExactly(K1 + "=DELETED unidentified=ACTIVE");
    }

    @Test
    void reportOfFewerKeysThanAreKnown_endsNone() {
        // When which one is gone cannot be told
        var violations = InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), userReport(U, 130, 1, 1));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,open)");
    }

    @Test
    void reportOfNoKey_endsAll() {
        // When
        var violations = InEveryOrder.told(created(K1, ROOT, 0), created(K2, ROOT, 10), rootReport(130, 0, 0));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [0,100) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void summaryNotPresent_endsAll() {
        // When
        var violations = InEveryOrder.told(created(K1, ROOT, 0), created(K2, ROOT, 10), summary(100, false, null));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [0,100) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void reportOfNoActiveKey_deactivatesAllOfThatTime() {
        // When
        var violations =
                InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), userReport(U, 130, 2, 0), created(K3, U, 200));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,100) KEY_DEACTIVATED");
    }

    @Test
    void reportOfMoreActiveKeysThanAreKnown_hasAnUnidentifiedOneThatIs() {
        // When
        var violations = InEveryOrder.told(created(K1, U, 0), userReport(U, 130, 2, 2));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [100,open)");
        assertThat(violations).extracting(Told::keyStatuses).containsExactly(K1 + "=ACTIVE unidentified=ACTIVE");
    }

    @Test
    void reportOfAsManyActiveKeysAsAreKnown_hasAnInactiveOneBeside() {
        // When
        var violations = InEveryOrder.told(created(K1, ROOT, 0), rootReport(130, 2, 1));
        // Then
        assertThat(violations).extracting(Told::keyStatuses).containsExactly(K1 + "=ACTIVE unidentified=INACTIVE");
    }

    @Test
    void listingAfterAReport_leavesNothingUnidentified() {
        // When
        var violations = InEveryOrder.told(
                userReport(U, 130, 2, 2), listing(400, 431, user(U, listedActive(K1, 300), listedInactive(K2))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [100,400) KEY_DEACTIVATED");
        assertThat(violations).extracting(Told::keyStatuses).containsExactly(K2 + "=INACTIVE unidentified=DELETED");
    }

    @Test
    void whereNothingTellsOfRoot_itsStatusIsUnknown() {
        // Given
        var account = new InMemoryAccount();
        // When
        account.tell(created(K1, U, 0));
        // Then
        assertThat(account.status().rootAccessKeys()).isEqualTo(RootKeys.UNKNOWN);
        assertThat(account.status().rootSigningCertificates()).isEqualTo(RootCertificates.UNKNOWN);
    }

    @Test
    void summaryOfGovCloudWithoutTheField_leavesTheStatusUnknown() {
        // Given
        var account = new InMemoryAccount();
        // When
        account.tell(new SnapshotPart.Root(
                "s", 1, "111122223333", Told.time(100), Told.time(131), Optional.empty(), Optional.of(false)));
        // Then
        assertThat(account.events()).isEmpty();
        assertThat(account.status().rootAccessKeys()).isEqualTo(RootKeys.UNKNOWN);
        assertThat(account.status().rootSigningCertificates()).isEqualTo(RootCertificates.NONE);
    }

    @Test
    void summaryWithoutTheField_changesNothingThatIsKnown() {
        // When
        var violations = InEveryOrder.told(summary(100, true, true), summary(400, null, null));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [100,open)", "root [100,open)");
    }

    @Test
    void rootStatus_followsWhatIsKnown() {
        // Given
        var account = new InMemoryAccount();
        // When, then
        account.tell(summary(100, true, null));
        assertThat(account.status().rootAccessKeys()).isEqualTo(RootKeys.PRESENT);
        account.tell(inactive(K1, ROOT, 500));
        assertThat(account.status().rootAccessKeys()).isEqualTo(RootKeys.INACTIVE);
        account.tell(active(K1, ROOT, 600));
        assertThat(account.status().rootAccessKeys()).isEqualTo(RootKeys.ACTIVE);
        account.tell(summary(700, false, null));
        assertThat(account.status().rootAccessKeys()).isEqualTo(RootKeys.NONE);
    }

    @Test
    void rootKeyDeletedWithoutAnySummary_leavesTheStatusUnknown() {
        // Given events alone never tell that there is no other key
        var account = new InMemoryAccount();
        // When
        account.tell(created(K1, ROOT, 0), deleted(K1, ROOT, 10));
        // Then
        assertThat(account.status().rootAccessKeys()).isEqualTo(RootKeys.UNKNOWN);
    }

    @Test
    void keyLearntFromAListing_countsFromAsOf() {
        // When both are older than the listing
        var violations = InEveryOrder.told(listing(100, 131, user(U, listedActive(K1, 5), listedActive(K2, 9))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [100,open)");
    }

    @Test
    void controlsOfBenchmarks_travelWithTheViolation() {
        // When
        var violations = InEveryOrder.told(created(K1, ROOT, 0), created(K2, U, 10), created(K3, U, 20));
        // Then
        assertThat(violations).extracting(event -> control(event, "v3.0")).containsExactly("1.4", "1.13");
        assertThat(violations).extracting(event -> control(event, "v5.0")).containsExactly("1.3", "1.12");
        assertThat(violations).extracting(event -> control(event, "v6.0")).containsExactly("2.3", "2.12");
        assertThat(control(violations.get(0), "v7.0")).isEqualTo("2.4");
        assertThat(control(violations.get(0), "v1.2")).isEqualTo("1.12");
        assertThat(violations.get(0).rule().controls()).extracting(Control::id).contains("IAM.4", "CCE-78910-7");
    }

    private static String control(ViolationEvent event, String version) {
        return event.rule().controls().stream()
                .filter(control -> control.versions().contains(version))
                .map(Control::id)
                .findFirst()
                .orElseThrow();
    }

    private static Policy under(List<Rule> rules) {
        return new Policy(rules, Optional.empty(), List.of(), Limits.DEFAULT);
    }
}
