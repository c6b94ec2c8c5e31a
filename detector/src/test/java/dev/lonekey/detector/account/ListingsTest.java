package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.K3;
import static dev.lonekey.detector.account.Told.completed;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.everybody;
import static dev.lonekey.detector.account.Told.failed;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.listedActive;
import static dev.lonekey.detector.account.Told.listedInactive;
import static dev.lonekey.detector.account.Told.listing;
import static dev.lonekey.detector.account.Told.renamed;
import static dev.lonekey.detector.account.Told.summary;
import static dev.lonekey.detector.account.Told.used;
import static dev.lonekey.detector.account.Told.user;
import static dev.lonekey.detector.account.Told.userCreated;
import static dev.lonekey.detector.account.Told.userDeleted;
import static dev.lonekey.detector.account.Told.userReport;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.snapshot.SnapshotPart;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Section 2 of the semantics: what a snapshot tells, and what it does not. */
class ListingsTest {

    private static final String U = "alice";
    private static final String ROOT = "root user";

    @Test
    void keyDeactivatedInTheSecondOfAsOf_isAsListed() {
        // When
        var violations = InEveryOrder.told(
                created(K2, U, 0),
                inactive(K1, U, 100),
                listing(100, 131, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [100,open)");
    }

    @Test
    void keyDeactivatedInTheSecondOfUntil_isNotAsListed() {
        // When
        var violations = InEveryOrder.told(
                created(K2, U, 0),
                inactive(K1, U, 131),
                listing(100, 131, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void keyDeactivatedAfterUntil_wasAsListed() {
        // When
        var violations = InEveryOrder.told(
                created(K2, U, 0),
                inactive(K1, U, 132),
                listing(100, 131, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [100,132) KEY_DEACTIVATED");
    }

    @Test
    void keyCreatedBetweenAsOfAndUntil_andNotListed_isThere() {
        // When
        var violations =
                InEveryOrder.told(created(K1, U, 0), created(K2, U, 110), listing(100, 131, user(U, listedActive(K1))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [110,open)");
    }

    @Test
    void keyDeactivatedBetweenAsOfAndUntil_andListedActive_isInactive() {
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                created(K2, U, 60),
                inactive(K1, U, 110),
                listing(100, 131, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,110) KEY_DEACTIVATED");
    }

    @Test
    void useBetweenAsOfAndUntil_isNoChange() {
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                created(K2, U, 60),
                used(K2, U, 110),
                listing(100, 131, user(U, listedActive(K1), listedInactive(K2))),
                listing(400, 431, user(U, listedActive(K1), listedInactive(K2))));
        // Then
        assertThat(violations.get(0).resolvedAt()).contains(Told.time(100));
    }

    @Test
    void rootKeyCreatedWhileTheSummaryWasMade_countsFromItsCreation() {
        // When
        var violations = InEveryOrder.told(created(K1, ROOT, 110), summary(100, true, null));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [110,open)");
        assertThat(violations).extracting(Told::keys).containsExactly(K1);
    }

    @Test
    void rootKeyCreatedWhileTheSummaryFoundNone_isThere() {
        // When
        var violations = InEveryOrder.told(created(K1, ROOT, 110), summary(100, false, null));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [110,open)");
    }

    @Test
    void keyWhoseListingTellsALaterCreation_countsFromThere() {
        // When
        var violations = InEveryOrder.told(listing(100, 131, user(U, listedActive(K1, 5), listedActive(K2, 110))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [110,open)");
    }

    @Test
    void reportThreeHoursOld_doesNotOverruleADeactivationTenMinutesAgo() {
        // Given a report of second 10,000, read three hours later
        var now = 10_000L + 3 * 3_600;
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 0), created(K2, U, 60), inactive(K1, U, now - 600), userReport(U, 10_000, 2, 2));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,20200) KEY_DEACTIVATED");
    }

    @Test
    void reportTellsOfTheMarginBeforeItWasGenerated() {
        // When
        var violations = InEveryOrder.told(userReport(U, 130, 2, 2));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [100,open)");
    }

    @Test
    void snapshotThatMissesAUser_endsItsViolation() {
        // When
        var violations =
                InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), everybody(100, user("bob", listedActive(K3))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,100) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void completedWithoutAllOfItsParts_saysNothingOfUsersItDoesNotShow() {
        // When part 2 of 2 never comes
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                created(K2, U, 60),
                listing("s", 1, 100, 131, user("bob", listedActive(K3))),
                completed("s", 2, 100, 131));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,open)");
    }

    @Test
    void partsOfASnapshotThatNeverCompletes_areSingleListings() {
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 0), created(K2, U, 60), listing("s", 1, 100, 131, user(U, listedActive(K1))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,100) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void throttledInTheMiddle_resolvesOnlyWhatItListed() {
        // When bob was listed, and alice was not before the calls were refused
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                created(K2, U, 60),
                created("AKIABOB1", "bob", 0),
                created("AKIABOB2", "bob", 60),
                listing("s", 1, 100, 131, user("bob", listedActive("AKIABOB1"))),
                failed("s", 100));
        // Then
        assertThat(violations)
                .extracting(Told::interval)
                .containsExactlyInAnyOrder("alice [60,open)", "bob [60,100) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void completedBeforeItsPart_resolvesNothingMeanwhile() {
        // Given
        var account = new InMemoryAccount();
        account.tell(created(K1, U, 0), created(K2, U, 60));
        // When
        var meanwhile = account.tell(completed("s", 1, 400, 431));
        var after = account.tell(listing("s", 1, 400, 431, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(meanwhile).isEmpty();
        assertThat(after).isEmpty();
    }

    @Test
    void completedSnapshotWithoutAnyPart_showsNobody() {
        // When
        var violations = InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), completed("s", 0, 100, 131));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,100) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void completedSnapshot_saysNothingOfRoot() {
        // When
        var violations = InEveryOrder.told(created(K1, ROOT, 0), everybody(100, user("bob", listedActive(K3))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [0,open)");
    }

    @Test
    void completedSnapshotThatMissedAUserRenamedLater_saysNothingOfIt() {
        // When
        var violations =
                InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), everybody(100), renamed(U, "anna", 200));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("anna [60,open)");
    }

    @Test
    void listingOfAUserRenamedLater_stillTellsOfItsKeys() {
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                created(K2, U, 60),
                listing(100, 131, user(U, listedActive(K1))),
                renamed(U, "anna", 200));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("anna [60,100) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void endOfAUserWhoWasRenamed_isVoid() {
        // When a was renamed to b before another took its name; the rename is lost, and K2 is gone when b is listed
        var violations = InEveryOrder.told(
                userCreated("a", "AIDAX", 0),
                created(K1, "a", 5),
                created(K2, "a", 6),
                userCreated("a", "AIDAY", 50),
                listing(100, 131, user("b", "AIDAX", listedActive(K1))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("b [6,100) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void inactiveAndTwoActive_areTwo() {
        // When
        var violations =
                InEveryOrder.told(listing(100, 131, user(U, listedInactive(K1), listedActive(K2), listedActive(K3))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [100,open)");
        assertThat(violations).extracting(Told::keys).containsExactly(K3 + " " + K2);
    }

    @Test
    void threeEntriesTwoOfOneId_areTwoKeysAndTheUnsafeStatusCounts() {
        // When
        var violations =
                InEveryOrder.told(listing(100, 131, user(U, listedActive(K1), listedInactive(K2), listedActive(K2))));
        // Then
        assertThat(violations).extracting(Told::keys).containsExactly(K2 + " " + K1);
    }

    @Test
    void threeEntriesOfTwoIds_areNotThreeKeys() {
        // When
        var violations =
                InEveryOrder.told(listing(100, 131, user(U, listedActive(K1), listedActive(K1), listedInactive(K2))));
        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void statusThatIamDoesNotKnowToday_isNotActive() {
        // When
        var violations = InEveryOrder.told(listing(
                100,
                131,
                user(U, listedActive(K1), new SnapshotPart.Key(K2, "Expired", Optional.empty(), Optional.empty()))));
        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void deletedUserStillInTheReport_isGone() {
        // When the report, up to four hours old, still has the user
        var violations = InEveryOrder.told(
                userCreated(U, 0),
                created(K1, U, 5),
                created(K2, U, 60),
                userReport(U, 1_000, 2, 2),
                deleted(K1, U, 2_000),
                deleted(K2, U, 2_000),
                userDeleted(U, 2_001));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,2000) KEY_DELETED");
    }

    @Test
    void userInTheReportThatNoListingShows_countsUntilASnapshotMissesIt() {
        // When
        var violations = InEveryOrder.told(userReport(U, 130, 2, 2), everybody(500, user("bob", listedActive(K3))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [100,500) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void useThatAListingShows_isNoUseByAnEvent() {
        // When IAM says that a deactivated key was used last at 500
        var shown = new SnapshotPart.Key(K2, "Inactive", Optional.empty(), Optional.of(Told.time(500)));
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                created(K2, U, 60),
                inactive(K2, U, 100),
                listing(900, 931, user(U, listedActive(K1), shown)));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,100) KEY_DEACTIVATED");
    }

    @Test
    void severalListings_lastFromTheFirstThatShowsBothActive() {
        // When
        var violations = InEveryOrder.told(List.of(
                listing(100, 131, user(U, listedActive(K1))),
                listing(200, 231, user(U, listedActive(K1), listedActive(K2))),
                listing(300, 331, user(U, listedActive(K1), listedActive(K2))),
                listing(400, 431, user(U, listedActive(K1), listedInactive(K2)))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [200,400) KEY_DEACTIVATED");
    }
}
