package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.K3;
import static dev.lonekey.detector.account.Told.K9;
import static dev.lonekey.detector.account.Told.active;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.everybody;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.listedActive;
import static dev.lonekey.detector.account.Told.listedInactive;
import static dev.lonekey.detector.account.Told.listing;
import static dev.lonekey.detector.account.Told.nameless;
import static dev.lonekey.detector.account.Told.renamed;
import static dev.lonekey.detector.account.Told.summary;
import static dev.lonekey.detector.account.Told.time;
import static dev.lonekey.detector.account.Told.used;
import static dev.lonekey.detector.account.Told.user;
import static dev.lonekey.detector.account.Told.userCreated;
import static dev.lonekey.detector.account.Told.userDeleted;
import static dev.lonekey.detector.account.Told.userReport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationSchema;
import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.ocsf.FindingSchema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 4 of the semantics: what is published when intervals appear, change and vanish. */
class PublishingTest {

    private static final String U = "alice";
    private static final String ROOT = "root user";

    private final InMemoryAccount account = new InMemoryAccount();

    @AfterEach
    void everyEventIsAsTheSchemaSays() throws IOException {
        for (var event : account.events()) {
            assertThat(ViolationSchema.complaints(event.toJson())).isEmpty();
            assertThat(FindingSchema.complaints(event)).isEmpty();
        }
    }

    @Test
    void newInterval_isOpened() {
        // When
        var events = account.tell(created(K1, U, 0), created(K2, U, 60));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("OPENED MEDIUM");
    }

    @Test
    void intervalThatIsOverAlready_isOpenedAndResolvedRightAfter() {
        // Given
        account.tell(created(K1, U, 0), deleted(K2, U, 90));
        // When
        var events = account.tell(created(K2, U, 60));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("OPENED MEDIUM", "RESOLVED KEY_DELETED");
        assertThat(events).extracting(ViolationEvent::revision).containsExactly(1, 2);
        assertThat(events.get(0).violationId()).isEqualTo(events.get(1).violationId());
    }

    @Test
    void resolvedForAnotherReasonInTheSameSecond_isResolvedAgain() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60), userDeleted(U, 100));
        // When
        var events = account.tell(deleted(K1, U, 100));
        // Then
        assertThat(events).extracting(Told::interval).containsExactly("alice [60,100) KEY_DELETED");
        assertThat(events).extracting(ViolationEvent::revision).containsExactly(3);
    }

    @Test
    void resolvedWithAnotherEnd_isResolvedAgain() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60), deleted(K1, U, 100));
        // When
        var events = account.tell(inactive(K2, U, 90));
        // Then
        assertThat(events).extracting(Told::interval).containsExactly("alice [60,90) KEY_DEACTIVATED");
    }

    @Test
    void resolvedWithAnotherStart_isResolvedAgain() {
        // Given
        account.tell(active(K1, U, 30), created(K2, U, 20), deleted(K2, U, 100));
        // When
        var events = account.tell(created(K1, U, 25));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("RESOLVED KEY_DELETED");
        assertThat(events).extracting(Told::interval).containsExactly("alice [25,100) KEY_DELETED");
    }

    @Test
    void resolvedWithOtherKeys_isResolvedAgain() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60), deleted(K1, U, 100));
        // When a third key was there for a while
        var events = account.tell(deleted(K3, U, 80), created(K3, U, 70));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("RESOLVED KEY_DELETED");
        assertThat(events).extracting(Told::keys).containsExactly(K3 + " " + K2 + " " + K1);
    }

    @Test
    void resolvedWithAnotherName_isResolvedAgain() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60), deleted(K1, U, 100));
        // When
        var events = account.tell(renamed(U, "anna", 200));
        // Then
        assertThat(events).extracting(Told::interval).containsExactly("anna [60,100) KEY_DELETED");
        assertThat(events).extracting(ViolationEvent::revision).containsExactly(3);
    }

    @Test
    void openWithAnotherKey_isUpdated() {
        // Given
        account.tell(created(K1, ROOT, 0));
        // When
        var events = account.tell(created(K2, ROOT, 70));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("UPDATED [KEYS] CRITICAL");
        assertThat(events).extracting(Told::keys).containsExactly(K2 + " " + K1);
    }

    @Test
    void openWithAnotherSeverity_isUpdated() {
        // Given
        account.tell(created(K1, ROOT, 0));
        // When
        var events = account.tell(inactive(K1, ROOT, 70));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("UPDATED [KEYS, SEVERITY] HIGH");
    }

    @Test
    void openWithAnotherStart_isUpdated() {
        // Given
        account.tell(active(K1, U, 30), active(K2, U, 60));
        // When
        var events = account.tell(active(K2, U, 50));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("UPDATED [START] MEDIUM");
    }

    @Test
    void openWithAnotherName_isUpdated() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60));
        // When
        var events = account.tell(renamed(U, "anna", 100));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("UPDATED [NAME] MEDIUM");
    }

    @Test
    void resolvedThatTurnsOutToBeOpen_isUpdated() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60));
        account.tell(listing(100, 131, user(U, listedActive(K1))));
        // When the absence turns out to be IAM's delay
        var events = account.tell(listing(400, 431, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("UPDATED [REOPENED, KEYS] MEDIUM");
        assertThat(events).extracting(Told::interval).containsExactly("alice [60,open)");
    }

    @Test
    void whatNeverWas_isRetracted() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60));
        // When
        var events = account.tell(inactive(K1, U, 30));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("RESOLVED RETRACTED");
        assertThat(events).extracting(ViolationEvent::continuedBy).containsExactly(Optional.empty());
        assertThat(events.get(0).keys()).hasSize(2);
        assertThat(account.violations()).isEmpty();
    }

    @Test
    void twoThatTurnOutToBeOne_theEarlierGoesOnAndTheLaterNamesIt() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 70), active(K1, U, 90));
        var first = account.events().get(0).violationId();
        // When a third key fills the gap
        var events = account.tell(created(K3, U, 65));
        // Then
        assertThat(events).extracting(ViolationEvent::violationId).startsWith(first);
        assertThat(events)
                .extracting(Told::step)
                .containsExactly("UPDATED [REOPENED, KEYS] MEDIUM", "RESOLVED RETRACTED");
        assertThat(events.get(1).continuedBy()).contains(first);
    }

    @Test
    void newerUseAlone_changesNothing() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60));
        // When
        var events = account.tell(used(K1, U, 5_000));
        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void betterBaselineAlone_changesNothing() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60));
        // When
        var events = account.tell(listing(100, 131, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void betterEvidenceAlone_changesNothing() {
        // Given
        account.tell(created(K1, U, 0), active(K2, U, 60));
        // When the creation of the second key arrives late
        var events = account.tell(created(K2, U, 60));
        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void useThatAListingTold_isShownWithTheNextEvent() {
        // Given
        var shown = new SnapshotPart.Key(K2, "Active", Optional.empty(), Optional.of(time(80)));
        account.tell(created(K1, U, 0), created(K2, U, 60));
        account.tell(listing(100, 131, user(U, listedActive(K1), shown)));
        // When
        var events = account.tell(deleted(K1, U, 200));
        // Then
        assertThat(events.get(0).keys())
                .extracting(ViolationEvent.Key::accessKeyId, ViolationEvent.Key::lastUsedAt)
                .contains(tuple(K2, Optional.of(time(80))));
    }

    @Test
    void deletedAndDeactivatedInOneSecond_isKeyDeleted() {
        // When
        var violations =
                InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 100), deleted(K2, U, 100));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,100) KEY_DELETED");
    }

    @Test
    void userDeletedAndKeyDeactivatedInOneSecond_isUserDeleted() {
        // When
        var violations =
                InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 100), userDeleted(U, 100));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,100) USER_DELETED");
    }

    @Test
    void deactivatedAndAbsentInOneSecond_isKeyDeactivated() {
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                created(K2, U, 60),
                created(K3, U, 70),
                inactive(K2, U, 100),
                listing(100, 131, user(U, listedActive(K1), listedInactive(K2))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,100) KEY_DEACTIVATED");
    }

    @Test
    void reasonBeforeTheLastSecond_isNotTheReason() {
        // When a key was deleted earlier, while two were left
        var violations = InEveryOrder.told(
                created(K1, U, 0), created(K2, U, 10), created(K3, U, 20), deleted(K1, U, 30), inactive(K2, U, 40));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [10,40) KEY_DEACTIVATED");
    }

    @Test
    void keysOfAViolation_areThoseCountedInItWithTheirStatusAtItsEnd() {
        // When K1 goes on the way, K2 at the end, and K9 is never active
        account.tell(
                created(K1, U, 0),
                created(K2, U, 10),
                created(K3, U, 20),
                inactive(K9, U, 15),
                deleted(K1, U, 30),
                inactive(K2, U, 40),
                inactive(K3, U, 50));
        // Then
        var resolved = account.violations().get(0);
        assertThat(resolved.keys())
                .extracting(ViolationEvent.Key::accessKeyId, ViolationEvent.Key::status)
                .containsExactlyInAnyOrder(
                        tuple(K1, KeyStatus.DELETED), tuple(K2, KeyStatus.INACTIVE), tuple(K3, KeyStatus.ACTIVE));
        assertThat(resolved.otherKeys())
                .extracting(ViolationEvent.Key::accessKeyId, ViolationEvent.Key::status)
                .containsExactly(tuple(K9, KeyStatus.INACTIVE));
    }

    @Test
    void takenId_getsASuffix() {
        // Given a violation under the name a that turns out to be b's
        account.tell(userCreated("a", "AIDAX", 0), created(K1, "a", 5), created(K2, "a", 60));
        account.tell(listing(100, 131, user("b", "AIDAX", listedActive(K1), listedActive(K2))));
        account.tell(userCreated("a", "AIDAY", 50));
        var first = account.events().get(0).violationId();
        // When another a has one that began in the same second
        var events = account.tell(created(K3, "a", 55), created(K9, "a", 60));
        // Then
        assertThat(events).extracting(Told::interval).containsExactly("a [60,open)");
        assertThat(events).extracting(ViolationEvent::violationId).containsExactly(first + "-2");
    }

    @Test
    void sameInputInTheSameOrder_givesTheSameIds() {
        // Given
        var again = new InMemoryAccount();
        // When
        account.tell(created(K1, U, 0), created(K2, U, 60), created(K3, ROOT, 70));
        again.tell(created(K1, U, 0), created(K2, U, 60), created(K3, ROOT, 70));
        // Then
        assertThat(again.events())
                .extracting(ViolationEvent::eventId)
                .isEqualTo(
                        account.events().stream().map(ViolationEvent::eventId).toList());
    }

    @Test
    void idOfAViolation_staysWhenItsStartChanges() {
        // Given
        var opened = account.tell(created(K1, U, 0), created(K2, U, 60));
        // When
        var updated = account.tell(created(K3, U, 40));
        // Then
        assertThat(updated.get(0).openedAt()).isEqualTo(time(40));
        assertThat(updated.get(0).violationId()).isEqualTo(opened.get(0).violationId());
    }

    @Test
    void intervalThatBeginsWhereAViolationFirstBegan_goesOnWithIt() {
        // Given one that began at 60, and then, as a third key told, at 40
        account.tell(created(K1, U, 0), created(K2, U, 60), created(K3, U, 40));
        var id = account.events().get(0).violationId();
        // When the third key was deleted before 60: there are two
        var events = account.tell(deleted(K3, U, 50));
        // Then
        assertThat(account.violations())
                .extracting(Told::interval, ViolationEvent::violationId)
                .contains(tuple("alice [60,open)", id))
                .hasSize(2);
        assertThat(events).extracting(Told::step).contains("UPDATED [KEYS, START] MEDIUM");
    }

    @Test
    void splitInterval_theFirstPartGoesOn() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60));
        var id = account.events().get(0).violationId();
        // When
        account.tell(active(K1, U, 90), inactive(K1, U, 70));
        // Then
        assertThat(account.violations())
                .extracting(Told::interval, ViolationEvent::violationId)
                .contains(tuple("alice [60,70) KEY_DEACTIVATED", id))
                .hasSize(2);
        assertThat(account.events())
                .extracting(Told::step)
                .containsExactly("OPENED MEDIUM", "RESOLVED KEY_DEACTIVATED", "OPENED MEDIUM");
    }

    @Test
    void laterStart_goesOnWithTheViolationThatItOverlaps() {
        // Given
        account.tell(active(K1, U, 0), active(K2, U, 60));
        var id = account.events().get(0).violationId();
        // When it turns out that the second key was made later
        var events = account.tell(created(K2, U, 80));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("UPDATED [START] MEDIUM");
        assertThat(events).extracting(ViolationEvent::violationId).containsExactly(id);
    }

    @Test
    void overlapInTimeWithoutACommonKey_isAnother() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60));
        // When another user has two of its own at the same time
        var events = account.tell(created(K3, "bob", 0), created(K9, "bob", 70));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("OPENED MEDIUM");
    }

    @Test
    void retractedThatComesBack_goesOnWithItsNextRevision() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 30));
        var id = account.events().get(0).violationId();
        // When
        var events = account.tell(active(K1, U, 40));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("UPDATED [REOPENED] MEDIUM");
        assertThat(events).extracting(ViolationEvent::eventId).containsExactly(id + "-3");
    }

    @Test
    void laterViolationOfTheSameKeysAfterARetraction_isAnother() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 30));
        // When
        var events = account.tell(created(K3, U, 500));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("OPENED MEDIUM");
    }

    @Test
    void revisions_countFromOneWithoutGaps() {
        // When
        account.tell(
                created(K1, ROOT, 0),
                inactive(K1, ROOT, 10),
                active(K1, ROOT, 20),
                created(K2, ROOT, 30),
                deleted(K1, ROOT, 40),
                deleted(K2, ROOT, 50));
        // Then
        var id = account.events().get(0).violationId();
        assertThat(account.events())
                .extracting(ViolationEvent::eventId)
                .containsExactly(id + "-1", id + "-2", id + "-3", id + "-4", id + "-5", id + "-6");
    }

    @Test
    void firstListingOfAUserOfUnknownAge_isBaseline() {
        // When
        var events = account.tell(listing(100, 131, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(events).extracting(ViolationEvent::discovery).containsExactly(Discovery.BASELINE);
    }

    @Test
    void firstSummaryOfRoot_isBaseline() {
        // When
        var events = account.tell(summary(100, true, null));
        // Then
        assertThat(events).extracting(ViolationEvent::discovery).containsExactly(Discovery.BASELINE);
    }

    @Test
    void foundByAReportFirst_isBaseline() {
        // When
        var events = account.tell(userReport(U, 130, 2, 2));
        // Then
        assertThat(events).extracting(ViolationEvent::discovery).containsExactly(Discovery.BASELINE);
    }

    @Test
    void secondListing_isNoBaseline() {
        // Given
        account.tell(listing(100, 131, user(U, listedActive(K1))));
        // When
        var events = account.tell(listing(400, 431, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(events).extracting(ViolationEvent::discovery).containsExactly(Discovery.LIVE);
    }

    @Test
    void firstListingOfAUserWhoseCreationIsKnown_isNoBaseline() {
        // Given
        account.tell(userCreated(U, "AIDAalice", 0));
        // When
        var events = account.tell(listing(100, 131, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(events).extracting(ViolationEvent::discovery).containsExactly(Discovery.LIVE);
    }

    @Test
    void firstListingOfAUserThatACompletedSnapshotDidNotShow_isNoBaseline() {
        // Given
        everybody(100, user("bob", listedActive(K3))).forEach(account::tell);
        // When
        var events = account.tell(listing(400, 431, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(events).extracting(ViolationEvent::discovery).containsExactly(Discovery.LIVE);
    }

    @Test
    void foundByAnEvent_isNoBaseline() {
        // Given
        account.tell(listing(100, 131, user(U, listedActive(K1))));
        // When
        var events = account.tell(nameless(K2, KeyChange.ACTIVATED, 120), active(K2, U, 120));
        // Then
        assertThat(events).extracting(ViolationEvent::discovery).containsExactly(Discovery.LIVE);
    }

    @Test
    void openedADayBeforeItIsDetected_isLive() {
        // Given
        account.tell(created(K1, U, 0));
        // When
        var events = account.tellAtOnce(List.of(created(K2, U, 60)), time(60 + 86_400));
        // Then
        assertThat(events).extracting(ViolationEvent::discovery).containsExactly(Discovery.LIVE);
    }

    @Test
    void openedMoreThanADayBeforeItIsDetected_isLate() {
        // Given
        account.tell(created(K1, U, 0));
        // When
        var events = account.tellAtOnce(List.of(created(K2, U, 60)), time(60 + 86_401));
        // Then
        assertThat(events).extracting(ViolationEvent::discovery).containsExactly(Discovery.LATE);
    }

    @Test
    void overWhenItIsDetected_isLate() {
        // Given
        account.tell(created(K1, U, 0), deleted(K2, U, 90));
        // When
        var events = account.tell(created(K2, U, 60));
        // Then
        assertThat(events).extracting(ViolationEvent::discovery).containsOnly(Discovery.LATE);
    }
}
