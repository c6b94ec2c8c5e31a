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
import static dev.lonekey.detector.account.Told.used;
import static dev.lonekey.detector.account.Told.user;
import static dev.lonekey.detector.account.Told.userCreated;
import static dev.lonekey.detector.account.Told.userDeleted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Baseline;
import dev.lonekey.detector.fact.KeyChange;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Section 2 of the semantics: what an event tells. */
class FactsTest {

    private static final String U = "alice";
    private static final String ROOT = "root user";

    @Test
    void factsOlderThanTheCreation_doNotCount() {
        // When
        var violations = InEveryOrder.told(created(K1, U, 0), active(K2, U, 40), used(K2, U, 50), created(K2, U, 60));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,open)");
    }

    @Test
    void reactivated_countsFromThatSecond() {
        // When
        var violations =
                InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), inactive(K2, U, 70), active(K2, U, 90));
        // Then
        assertThat(violations)
                .extracting(Told::interval)
                .containsExactly("alice [60,70) KEY_DEACTIVATED", "alice [90,open)");
    }

    @Test
    void deletedKey_neverComesBack() {
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                created(K2, U, 60),
                deleted(K2, U, 100),
                active(K2, U, 150),
                used(K2, U, 300),
                listing(400, 431, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,100) KEY_DELETED");
    }

    @Test
    void deletionStampedBeforeTheCreation_holdsFromTheCreationOn() {
        // When
        var violations = InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), deleted(K2, U, 59));
        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void userWhoseCreationIsKnown_hasACompleteBaseline() {
        // When
        var violations = InEveryOrder.told(userCreated(U, 0), created(K1, U, 1), created(K2, U, 60));
        // Then
        assertThat(violations).extracting(ViolationEvent::baseline).containsExactly(Baseline.COMPLETE);
    }

    @Test
    void userKnownFromEventsOnly_mayHaveOlderKeys() {
        // When
        var violations = InEveryOrder.told(created(K1, U, 1), created(K2, U, 60));
        // Then
        assertThat(violations).extracting(ViolationEvent::baseline).containsExactly(Baseline.EVENTS_ONLY);
    }

    @Test
    void listedUser_hasACompleteBaseline() {
        // Given
        var account = new InMemoryAccount();
        // When
        account.tell(listing(100, 131, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(account.events()).extracting(ViolationEvent::baseline).containsExactly(Baseline.COMPLETE);
    }

    @Test
    void keyThatRootSignsWith_isARootKey() {
        // When
        var violations = InEveryOrder.told(used(K9, ROOT, 50));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [50,open)");
        assertThat(violations).extracting(ViolationEvent::severity).containsExactly(Severity.CRITICAL);
    }

    @Test
    void userWhoSignsWithAnotherKeyWhileMakingOne_hasTwo() {
        // When
        var violations = InEveryOrder.told(used(K9, U, 50), created(K1, U, 50));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [50,open)");
        assertThat(violations).extracting(Told::keys).containsExactly(K9 + " " + K1);
    }

    @Test
    void useWithinTheMarginAfterTheEndOfTheUser_isACallInFlight() {
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 0), created(K2, U, 60), userDeleted(U, 100), used(K1, U, 130), used(K2, U, 130));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,100) USER_DELETED");
    }

    @Test
    void useAfterTheMargin_showsThatTheKeyOutlivedTheUsersEnd() {
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 0), created(K2, U, 60), userDeleted(U, 100), used(K1, U, 131), used(K2, U, 131));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,open)");
    }

    @Test
    void useOfOneKeyAfterTheMargin_savesOnlyThatKey() {
        // When
        var violations =
                InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), userDeleted(U, 100), used(K1, U, 131));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,100) USER_DELETED");
    }

    @Test
    void laterEventsAboutTheKeys_showThatTheyOutlivedTheUsersEnd() {
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                created(K2, U, 60),
                userDeleted(U, 100),
                nameless(K1, KeyChange.ACTIVATED, 400),
                nameless(K2, KeyChange.DEACTIVATED, 500));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,500) KEY_DEACTIVATED");
    }

    @Test
    void ofOneClockHour_theFirstUseCounts() {
        // Given a hour that ends at second 2800: the first use is a call in flight, the second would not be
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 0), created(K2, U, 60), inactive(K2, U, 500), used(K2, U, 510), used(K2, U, 2_799));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,500) KEY_DEACTIVATED");
    }

    @Test
    void ofTheNextClockHour_theFirstUseCountsToo() {
        // When
        var violations = InEveryOrder.told(
                created(K1, U, 0), created(K2, U, 60), inactive(K2, U, 500), used(K2, U, 510), used(K2, U, 2_800));
        // Then
        assertThat(violations)
                .extracting(Told::interval)
                .containsExactly("alice [60,500) KEY_DEACTIVATED", "alice [2800,open)");
    }

    @Test
    void whatIsOverAtTheEndOfTheSecond_neverWas() {
        // When
        var violations = InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 60));
        // Then
        assertThat(violations).isEmpty();
    }

    /** In the order of the semantics; each is told in the second 100, beside an active K1. */
    static Stream<Arguments> ofOneSecond() {
        return Stream.of(
                second("usedThenInactive_isInactive", List.of(used(K2, U, 100), inactive(K2, U, 100))),
                second("createdThenInactive_isInactive", List.of(created(K2, U, 100), inactive(K2, U, 100))),
                second(
                        "inactiveThenActive_isActive",
                        List.of(inactive(K2, U, 100), active(K2, U, 100)),
                        "alice [100,open)"),
                second(
                        "createdThenAbsent_isAbsent",
                        List.of(created(K2, U, 100), listing(100, 131, user(U, listedActive(K1))))),
                second(
                        "activeThenAbsent_isAbsent",
                        List.of(
                                created(K2, U, 60),
                                inactive(K2, U, 70),
                                active(K2, U, 100),
                                listing(100, 131, user(U, listedActive(K1)))),
                        "alice [60,70) KEY_DEACTIVATED"),
                second(
                        "activeThenListedInactive_isInactive",
                        List.of(active(K2, U, 100), listing(100, 131, user(U, listedActive(K1), listedInactive(K2))))),
                second(
                        "inactiveThenListedActive_isActive",
                        List.of(inactive(K2, U, 100), listing(100, 131, user(U, listedActive(K1), listedActive(K2)))),
                        "alice [100,open)"),
                second(
                        "absentThenListedActive_isActive",
                        List.of(
                                created(K2, U, 100),
                                listing("one", 1, 100, 131, user(U, listedActive(K1))),
                                listing("two", 1, 100, 131, user(U, listedActive(K1), listedActive(K2)))),
                        "alice [100,open)"),
                second(
                        "listedInactiveThenListedActive_isActive",
                        List.of(
                                listing("one", 1, 100, 131, user(U, listedActive(K1), listedInactive(K2))),
                                listing("two", 1, 100, 131, user(U, listedActive(K1), listedActive(K2)))),
                        "alice [100,open)"),
                second(
                        "absentThenListedInactive_isInactive",
                        List.of(
                                created(K2, U, 60),
                                listing("one", 1, 100, 131, user(U, listedActive(K1))),
                                listing("two", 1, 100, 131, user(U, listedActive(K1), listedInactive(K2)))),
                        "alice [60,100) KEY_DEACTIVATED"),
                second(
                        "listedActiveThenDeleted_isDeleted",
                        List.of(
                                created(K2, U, 60),
                                deleted(K2, U, 100),
                                listing(100, 131, user(U, listedActive(K1), listedActive(K2)))),
                        "alice [60,100) KEY_DELETED"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofOneSecond")
    void inOneSecond_theLaterOfTheOrderHolds(String name, List<Object> told, List<String> intervals) {
        // When
        var violations = InEveryOrder.told(created(K1, U, 0), told);
        // Then
        assertThat(violations).as(name).extracting(Told::interval).containsExactlyElementsOf(intervals);
    }

    @Test
    void sameFactsTwice_areTheSameFacts() {
        // Given
        var account = new InMemoryAccount();
        account.tell(created(K1, U, 0), created(K2, U, 60));
        var size = account.size();
        // When
        var events = account.tell(created(K1, U, 0), created(K2, U, 60));
        // Then
        assertThat(events).isEmpty();
        assertThat(account.size()).isEqualTo(size);
    }

    @Test
    void keyUnknownWhenTheListingCame_isAbsentAllTheSame() {
        // Given
        var account = new InMemoryAccount();
        account.tell(created(K1, U, 0));
        account.tell(listing(100, 131, user(U, listedActive(K1))));
        // When
        account.tell(created(K2, U, 60));
        // Then
        assertThat(account.violations())
                .extracting(Told::interval)
                .containsExactly("alice [60,100) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void userUnknownWhenTheSnapshotCame_isAbsentAllTheSame() {
        // Given
        var account = new InMemoryAccount();
        everybody(100, user("bob", listedActive(K3))).forEach(account::tell);
        // When
        account.tell(created(K1, U, 0), created(K2, U, 60));
        // Then
        assertThat(account.violations())
                .extracting(Told::interval)
                .containsExactly("alice [60,100) ABSENT_FROM_SNAPSHOT");
    }

    private static Arguments second(String name, List<Object> told, String... intervals) {
        return Arguments.of(name, told, List.of(intervals));
    }
}
