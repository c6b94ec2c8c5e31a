package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.K3;
import static dev.lonekey.detector.account.Told.completed;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.listedActive;
import static dev.lonekey.detector.account.Told.listedInactive;
import static dev.lonekey.detector.account.Told.listing;
import static dev.lonekey.detector.account.Told.renamed;
import static dev.lonekey.detector.account.Told.rootReport;
import static dev.lonekey.detector.account.Told.summary;
import static dev.lonekey.detector.account.Told.used;
import static dev.lonekey.detector.account.Told.user;
import static dev.lonekey.detector.account.Told.userCreated;
import static dev.lonekey.detector.account.Told.userDeleted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The timelines that {@code docs/semantics.md} draws: each picture is one test, with the same seconds. */
class TimelinesTest {

    private static final String U = "alice";
    private static final String ROOT = "root user";

    private final InMemoryAccount account = new InMemoryAccount();

    @Test
    void lateEvidence_retractsWhatNeverWas() {
        // Given the deactivation of K1 at 30 is under way while both creations have arrived
        var early = account.tell(created(K1, U, 0), created(K2, U, 60));
        // When
        var late = account.tell(inactive(K1, U, 30));
        // Then
        assertThat(early).extracting(Told::step).containsExactly("OPENED MEDIUM");
        assertThat(late).extracting(Told::step).containsExactly("RESOLVED RETRACTED");
        assertThat(InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 30)))
                .isEmpty();
    }

    @Test
    void lateEvidence_ofWhatIsOver_opensAndResolvesAtOnce() {
        // Given the creation of K2 at 60 comes last
        var early = account.tell(created(K1, U, 0), deleted(K2, U, 90));
        assertThat(early).isEmpty();
        // When
        var events = account.tell(created(K2, U, 60));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("OPENED MEDIUM", "RESOLVED KEY_DELETED");
        assertThat(events).extracting(ViolationEvent::discovery).containsOnly(Discovery.LATE);
        assertThat(events.get(1)).extracting(Told::interval).isEqualTo("alice [60,90) KEY_DELETED");
    }

    @Test
    void doubledEvidence_isPublishedOnce() {
        // When every record comes twice, and the second copies come after the end
        account.tell(
                created(K1, U, 0),
                created(K1, U, 0),
                created(K2, U, 60),
                deleted(K1, U, 90),
                created(K2, U, 60),
                deleted(K1, U, 90));
        // Then
        assertThat(account.events()).extracting(Told::step).containsExactly("OPENED MEDIUM", "RESOLVED KEY_DELETED");
        assertThat(account.violations()).extracting(Told::interval).containsExactly("alice [60,90) KEY_DELETED");
    }

    @Test
    void lostDeletion_endsWithTheListingThatNoLongerShowsTheKey() {
        // When the deletion of K2 is lost
        var violations =
                InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), listing(100, 131, user(U, listedActive(K1))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,100) ABSENT_FROM_SNAPSHOT");
    }

    @Test
    void lostCreation_isKnownFromTheKeyThatSigns() {
        // When a key that no event told of signs the making of another
        var violations = InEveryOrder.told(used(K2, U, 50), created(K1, U, 50));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [50,open)");
    }

    @Test
    void contradiction_absenceThatALaterListingDisproves_wasIamsDelay() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60));
        var missing = listing(100, 131, user(U, listedActive(K1)));
        var showing = listing(400, 431, user(U, listedActive(K1), listedActive(K2)));
        // When
        var first = account.tell(missing);
        var second = account.tell(showing);
        // Then
        assertThat(first).extracting(Told::interval).containsExactly("alice [60,100) ABSENT_FROM_SNAPSHOT");
        assertThat(second).extracting(Told::step).containsExactly("UPDATED [REOPENED, KEYS] MEDIUM");
        assertThat(InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), missing, showing))
                .extracting(Told::interval)
                .containsExactly("alice [60,open)");
    }

    @Test
    void contradiction_eventWithinTheSpan_beatsTheListing() {
        // When the listing still shows K1 active, which was deactivated while it was made
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                created(K2, U, 60),
                inactive(K1, U, 110),
                listing(100, 131, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [60,110) KEY_DEACTIVATED");
    }

    @Test
    void contradiction_callInFlight_provesNothing() {
        // When K1 signs 2, 30 and 31 seconds after its deactivation
        var within = InEveryOrder.told(
                created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 100), used(K1, U, 102), used(K1, U, 130));
        var after = InEveryOrder.told(created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 100), used(K1, U, 131));
        // Then
        assertThat(within).extracting(Told::interval).containsExactly("alice [60,100) KEY_DEACTIVATED");
        assertThat(after)
                .extracting(Told::interval)
                .containsExactly("alice [60,100) KEY_DEACTIVATED", "alice [131,open)");
    }

    @Test
    void listingOverASpan_leavesToTheEventsWhatChangedWithinIt() {
        // When K2 is created at 110 and K1 deactivated at 120, and the listing of [100,131] shows the end of it
        var violations = InEveryOrder.told(
                created(K1, U, 0),
                created(K2, U, 110),
                inactive(K1, U, 120),
                listing(100, 131, user(U, listedInactive(K1), listedActive(K2))));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("alice [110,120) KEY_DEACTIVATED");
    }

    @Test
    void renameChain_carriesTheViolationAlong() {
        // When the name a passes to b's bearer and back, with another a in between
        var violations = InEveryOrder.told(
                userCreated("a", 0),
                created(K1, "a", 5),
                created(K2, "a", 6),
                renamed("a", "b", 10),
                userCreated("a", 12),
                userDeleted("a", 18),
                renamed("b", "a", 20));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("a [6,open)");
    }

    @Test
    void lostRename_isNoticedByTheUserId() {
        // Given a, whose id is AIDAX, became b before another a was made, and that rename is lost
        var events = List.of(
                userCreated("a", "AIDAX", 0),
                created(K1, "a", 5),
                created(K2, "a", 6),
                userCreated("a", "AIDAY", 50),
                userDeleted("a", 60));
        // When
        var before = InEveryOrder.told(events);
        var after =
                InEveryOrder.told(events, listing(100, 131, user("b", "AIDAX", listedActive(K1), listedActive(K2))));
        // Then
        assertThat(before).extracting(Told::interval).containsExactly("a [6,50) USER_DELETED");
        assertThat(after).extracting(Told::interval).containsExactly("b [6,open)");
        assertThat(after.get(0).principal().previousNames()).containsExactly("a");
    }

    @Test
    void unidentifiedRootKey_isTheOneThatLaterEventsName() {
        // Given
        var first = account.tell(summary(100, true, null));
        // When
        var then = account.tell(inactive(K1, ROOT, 500));
        // Then
        assertThat(first).extracting(Told::step).containsExactly("OPENED CRITICAL");
        assertThat(first).extracting(Told::keyStatuses).containsExactly("unidentified=UNKNOWN");
        assertThat(then).extracting(Told::step).containsExactly("UPDATED [KEYS, SEVERITY] HIGH");
        assertThat(then).extracting(Told::keyStatuses).containsExactly(K1 + "=INACTIVE");
        assertThat(InEveryOrder.told(summary(100, true, null), inactive(K1, ROOT, 500)))
                .extracting(Told::interval)
                .containsExactly("root [100,open)");
    }

    @Test
    void unidentifiedRootKeys_oneNamedAndOneLeft() {
        // When a report counts two, and one of them is deleted by an event that names it
        var violations = InEveryOrder.told(rootReport(130, 2, 1), deleted(K1, ROOT, 500));
        // Then
        assertThat(violations).extracting(Told::interval).containsExactly("root [100,open)");
        assertThat(violations).extracting(Told::keys).containsExactly(K1 + " unidentified");
    }

    @Test
    void completedSnapshot_waitsForItsPart() {
        // Given
        account.tell(created(K1, U, 0), created(K2, U, 60));
        // When completed arrives before the second part, in which alice is
        var first = account.tell(listing("s", 1, 400, 410, user("bob", listedActive(K3))));
        var meanwhile = account.tell(completed("s", 2, 400, 431));
        var then = account.tell(listing("s", 2, 411, 431, user(U, listedActive(K1), listedActive(K2))));
        // Then
        assertThat(List.of(first, meanwhile, then))
                .allSatisfy(events -> assertThat(events).isEmpty());
        assertThat(account.violations())
                .extracting(Told::interval, ViolationEvent::revision)
                .containsExactly(tuple("alice [60,open)", 1));
    }
}
