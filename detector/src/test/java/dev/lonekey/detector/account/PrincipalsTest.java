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
import static dev.lonekey.detector.account.Told.listing;
import static dev.lonekey.detector.account.Told.nameless;
import static dev.lonekey.detector.account.Told.renamed;
import static dev.lonekey.detector.account.Told.used;
import static dev.lonekey.detector.account.Told.user;
import static dev.lonekey.detector.account.Told.userByName;
import static dev.lonekey.detector.account.Told.userCreated;
import static dev.lonekey.detector.account.Told.userDeleted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.detector.fact.KeyChange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Section 1 of the semantics: whose keys they are. */
class PrincipalsTest {

    private static final String U = "alice";
    private static final String ROOT = "root user";

    @Test
    void rootAndAUserCalledRoot_areTwoPrincipals() {
        // When
        var violations = InEveryOrder.told(created(K1, ROOT, 0), created(K2, "root", 10));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [0,open)");
        assertThat(violations).extracting(event -> event.principal().type()).containsExactly(PrincipalType.ROOT);
    }

    @Test
    void twoUsersInTurnUnderOneName_haveTheirOwnKeys() {
        // When the first keeps a key to its end, and the second has one
        var violations = InEveryOrder.told(
                userCreated(U, 0),
                created(K1, U, 5),
                userDeleted(U, 10),
                userCreated(U, 20),
                created(K2, U, 25),
                // Then a key of the first one becomes known
                created(K3, U, 7));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [7,10) USER_DELETED");
        assertThat(violations).extracting(Told::keys).containsExactly(K3 + " " + K1);
    }

    @Test
    void nameTakenByARename_endsWhoeverBoreItBefore() {
        // When
        var violations = InEveryOrder.told(
                created(K1, "a", 0), created(K2, "a", 10), userCreated("b", 20), renamed("b", "a", 100));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("a [10,100) USER_DELETED");
    }

    @Test
    void nameInUseByAUserKnownBefore_isGivenUpBeforeItIsTaken() {
        // When
        var violations = InEveryOrder.told(
                userCreated(U, 0), userDeleted(U, 10), userCreated(U, 10), created(K2, U, 10), created(K3, U, 20));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [20,open)");
    }

    @Test
    void nameInUseByAKeyKnownBefore_isGivenUpBeforeItIsTaken() {
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 5), userDeleted(U, 10), userCreated(U, 10), created(K2, U, 20), created(K3, U, 30));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [30,open)");
        assertThat(violations).extracting(Told::keys).containsExactly(K3 + " " + K2);
    }

    @Test
    void nameOfAUserKnownBeforeAndNotAfter_isGivenUpAndTaken() {
        // Given
        var account = new InMemoryAccount();
        // When
        account.tell(userCreated(U, 0), userDeleted(U, 10), userCreated(U, 10));
        // Then
        assertThat(account.status().users()).isEqualTo(1);
    }

    @Test
    void nameOfAKeyKnownBeforeAndNotAfter_isGivenUpAndTaken() {
        // Given
        var account = new InMemoryAccount();
        // When
        account.tell(created(K1, U, 5), userDeleted(U, 10), userCreated(U, 10));
        // Then
        assertThat(account.status().users()).isEqualTo(1);
    }

    @Test
    void nameKnownNeitherBeforeNorAfter_isTakenAndGivenUp() {
        // Given
        var account = new InMemoryAccount();
        // When
        account.tell(userDeleted(U, 10), userCreated(U, 10));
        // Then
        assertThat(account.status().users()).isZero();
    }

    @Test
    void keyOfASecondOfHandover_isTheNewUsersOnlyIfItIsCreatedThen() {
        // When K1, known from before, changes in the second in which the name passes on
        var violations = InEveryOrder.told(
                created(K1, U, 5),
                inactive(K1, U, 10),
                userDeleted(U, 10),
                userCreated(U, 10),
                created(K2, U, 10),
                created(K3, U, 30));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [30,open)");
        assertThat(violations).extracting(Told::keys).containsExactly(K3 + " " + K2);
    }

    @Test
    void listing_isOfTheUserWithTheIdThatAnotherListingTold() {
        // When
        var violations = InEveryOrder.told(
                listing(100, 131, user("a", "AIDAX", listedActive(K1), listedActive(K2))),
                listing(400, 431, user("b", "AIDAX", listedActive(K3))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("b [100,400) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void listingWithoutIdAndKnownKeys_isOfTheUserOfThatNameAtItsEnd() {
        // When the user takes the listed name while the listing is made
        var violations = InEveryOrder.told(
                created(K1, "a", 0), created(K2, "a", 60), renamed("a", "b", 110), listing(100, 131, userByName("b")));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("b [60,100) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void lostRename_countsFromTheListingsBegin() {
        // When the old name is used again after asOf
        var violations = InEveryOrder.told(
                created(K1, "a", 5),
                created(K2, "a", 6),
                listing(100, 131, user("b", listedActive(K1), listedActive(K2))),
                created(K3, "a", 200),
                created(K9, "a", 300));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("b [6,open)", "a [300,open)");
    }

    @Test
    void eventsUnderTheOldNameWhileALostRenameIsListed_areANewUsers() {
        // When
        var violations = InEveryOrder.told(
                created(K1, "a", 5),
                created(K2, "a", 6),
                created(K3, "a", 110),
                created(K9, "a", 120),
                listing(100, 131, user("b", listedActive(K1), listedActive(K2))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("b [6,open)", "a [120,open)");
    }

    @Test
    void keyWithoutOwner_waitsUntilAListingNamesIt() {
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                nameless(K2, KeyChange.ACTIVATED, 50),
                listing(100, 131, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [50,open)");
    }

    @Test
    void keyThatAListingShows_isThatUsersWhateverEventsSay() {
        // When
        var violations = InEveryOrder.told(
                userCreated(U, "AIDAX", 0),
                created(K1, U, 1),
                created(K2, "bob", 10),
                listing(100, 131, user(U, "AIDAX", listedActive(K1), listedActive(K2))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [10,open)");
    }

    @Test
    void keyNamedByTwoEvents_isTheNewestOnesUsers() {
        // When
        var violations = InEveryOrder.told(created(K1, U, 0), created(K2, "bob", 10), active(K2, U, 50));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [10,open)");
    }

    @Test
    void keyNamedByAChangeAndALaterUse_isTheChangesUsers() {
        // When
        var violations = InEveryOrder.told(created(K1, U, 0), active(K2, U, 50), used(K2, "bob", 70));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [50,open)");
    }

    @Test
    void eventUnderAnOldNameInTheSecondOfTheRename_isTheRenamedUsers() {
        // When
        var violations = InEveryOrder.told(created(K1, "a", 5), renamed("a", "b", 10), created(K2, "a", 10));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("b [10,open)");
    }

    @Test
    void eventUnderAnOldNameAfterTheRename_isANewUsers() {
        // When
        var violations = InEveryOrder.told(created(K1, "a", 5), renamed("a", "b", 10), created(K2, "a", 11));
        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void renameChainBackToTheFirstName_isOneUser() {
        // When
        var violations = InEveryOrder.told(
                created(K1, "a", 5),
                renamed("a", "b", 10),
                renamed("b", "c", 20),
                renamed("c", "a", 30),
                created(K2, "a", 40));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("a [40,open)");
    }

    @Test
    void bobAndBobby_haveAKeyEach() {
        // When
        var violations = InEveryOrder.told(
                created(K1, "bob", 0),
                created(K2, "bobby", 5),
                listing(100, 131, user("bob", listedActive(K1)), user("bobby", listedActive(K2))));
        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void userWithAPath_isOneWithTheSameNameAndShownWithItsArn() {
        // When the event tells the name only, the listing and the report tell the path
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                Told.userReport(U, 130, 1, 1),
                listing(
                        200,
                        231,
                        new SnapshotPart.User(
                                U,
                                Optional.of("AIDAX"),
                                Optional.of("arn:aws:iam::111122223333:user/ops/alice"),
                                List.of(listedActive(K1), listedActive(K2)))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [200,open)");
        assertThat(violations)
                .extracting(event -> event.principal().arn().orElseThrow())
                .containsExactly("arn:aws:iam::111122223333:user/ops/alice");
    }

    @Test
    void deletedAndRecreatedWithinASecond_userAndKeyAreNew() {
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 5),
                deleted(K1, U, 10),
                userDeleted(U, 10),
                userCreated(U, 10),
                created(K2, U, 10),
                created(K3, U, 20));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [20,open)");
        assertThat(violations).extracting(Told::keys).containsExactly(K3 + " " + K2);
        assertThat(violations).extracting(ViolationEvent::revision).containsExactly(1);
    }
}
