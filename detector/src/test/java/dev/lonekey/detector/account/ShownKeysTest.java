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
import static dev.lonekey.detector.account.Told.rootReport;
import static dev.lonekey.detector.account.Told.time;
import static dev.lonekey.detector.account.Told.used;
import static dev.lonekey.detector.account.Told.user;
import static dev.lonekey.detector.account.Told.userCreated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Baseline;
import dev.lonekey.contract.violation.ViolationEvent.Evidence;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.detector.fact.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an event shows keys, those of the violation and the others. */
class ShownKeysTest {

    private final InMemoryAccount account = new InMemoryAccount();

    @Test
    void evidence_isTheBestThatThereIs() {
        // When
        account.tell(created(K1, "alice", 0), used(K1, "alice", 5), active(K2, "alice", 10), used(K3, "alice", 20));
        var events = account.tell(listing(
                100, 131, user("alice", listedActive(K1), listedActive(K2), listedActive(K3), listedActive(K9))));
        // Then
        assertThat(events.get(0).keys())
                .extracting(Key::accessKeyId, Key::evidence)
                .containsExactlyInAnyOrder(
                        tuple(K1, Evidence.CREATED),
                        tuple(K2, Evidence.CHANGED),
                        tuple(K3, Evidence.USED),
                        tuple(K9, Evidence.LISTED));
    }

    @Test
    void keyThatAReportCounted_isReported() {
        assertThat(account.tell(rootReport(130, 1, 1)).get(0).keys())
                .extracting(Key::accessKeyId, Key::evidence)
                .containsExactly(tuple(Key.UNIDENTIFIED, Evidence.REPORTED));
    }

    @Test
    void activeSince_isTheLastActivation() {
        // When
        account.tell(
                created(K1, "alice", 0),
                used(K1, "alice", 5),
                inactive(K1, "alice", 10),
                active(K1, "alice", 20),
                used(K1, "alice", 4_000));
        var opened = account.tell(created(K2, "alice", 5_000)).get(0);
        // Then
        assertThat(opened.keys())
                .extracting(Key::accessKeyId, Key::createdAt, Key::activeSince)
                .containsExactlyInAnyOrder(
                        tuple(K1, Optional.of(time(0)), Optional.of(time(20))),
                        tuple(K2, Optional.of(time(5_000)), Optional.of(time(5_000))));
    }

    @Test
    void keysOfAResolvedOne_areAsTheyWereAtItsEnd() {
        // When
        account.tell(
                created(K1, "alice", 0),
                created(K2, "alice", 60),
                active(K1, "alice", 200),
                inactive(K1, "alice", 100));
        // Then
        assertThat(account.events().get(1).keys())
                .extracting(Key::accessKeyId, Key::status, Key::activeSince)
                .containsExactlyInAnyOrder(
                        tuple(K1, KeyStatus.INACTIVE, Optional.empty()),
                        tuple(K2, KeyStatus.ACTIVE, Optional.of(time(60))));
    }

    @Test
    void otherKeysOfTheUser_areShownUnlessTheyAreDeleted() {
        // When
        account.tell(created(K3, "alice", 0), inactive(K3, "alice", 1), created(K9, "alice", 2));
        account.tell(deleted(K9, "alice", 3), created(K1, "alice", 10), created(K2, "alice", 60));
        // Then
        assertThat(account.events()).hasSize(1);
        assertThat(account.events().get(0).otherKeys())
                .extracting(Key::accessKeyId, Key::status)
                .containsExactly(tuple(K3, KeyStatus.INACTIVE));
    }

    @Test
    void userOfUnknownAge_isKnownFromEventsOnlyUntilItIsListed() {
        // When
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        account.tell(listing(100, 131, user("alice", listedActive(K1), listedActive(K2))));
        account.tell(created(K3, "alice", 200));
        // Then
        assertThat(account.events())
                .extracting(ViolationEvent::baseline)
                .containsExactly(Baseline.EVENTS_ONLY, Baseline.COMPLETE);
        assertThat(account.events().get(1).principal().arn()).contains("arn:aws:iam::111122223333:user/alice");
    }

    @Test
    void retracted_showsItsKeysAsTheyAreNow() {
        // Given
        account.tell(userCreated("alice", 0), created(K1, "alice", 1), created(K2, "alice", 60));
        // When
        var retracted = account.tell(inactive(K1, "alice", 30)).get(0);
        // Then
        assertThat(retracted.keys())
                .extracting(Key::accessKeyId, Key::status)
                .containsExactlyInAnyOrder(tuple(K1, KeyStatus.INACTIVE), tuple(K2, KeyStatus.ACTIVE));
        assertThat(retracted.principal().name()).isEqualTo("alice");
        assertThat(retracted.baseline()).isEqualTo(Baseline.COMPLETE);
    }

    @Test
    void moreKeysThanAnEventHolds_theDeletedAndOldestAreLeftOut() {
        // Given
        var facts = new ArrayList<Fact>(List.of(created(K1, "alice", 0), created(K2, "alice", 0)));
        for (var key = 0; key < 120; key++) {
            facts.add(created(id(key), "alice", 10 + key));
            facts.add(deleted(id(key), "alice", 500));
        }
        // When
        account.tellAtOnce(facts, time(600));
        // Then
        assertThat(account.events().get(0).keys())
                .hasSize(100)
                .extracting(Key::accessKeyId)
                .contains(K1, K2, id(119), id(22))
                .doesNotContain(id(0), id(21));
    }

    @Test
    void asManyKeysAsAnEventHolds_areAllShown() {
        // Given
        var facts = new ArrayList<Fact>();
        for (var key = 0; key < 100; key++) {
            facts.add(created(id(key), "alice", 10 + key));
        }
        // Then
        assertThat(account.tellAtOnce(facts, time(600)).get(0).keys()).hasSize(100);
    }

    private static String id(int number) {
        return "AKIAFLOOD%011d".formatted(number);
    }
}
