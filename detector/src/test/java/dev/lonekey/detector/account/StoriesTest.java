package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.K3;
import static dev.lonekey.detector.account.Told.K9;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.keys;
import static dev.lonekey.detector.account.Told.renamed;
import static dev.lonekey.detector.account.Told.time;
import static dev.lonekey.detector.account.Told.used;
import static dev.lonekey.detector.account.Told.userCreated;
import static dev.lonekey.detector.account.Told.userDeleted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Baseline;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationSchema;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.ocsf.FindingSchema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Longer stories of what is published, and floods. */
class StoriesTest {

    private static final String ROOT = "root user";

    private final InMemoryAccount account = new InMemoryAccount();

    @AfterEach
    void everyEventIsAsTheSchemaSays() throws IOException {
        for (var event :
                account.events().subList(0, Math.min(200, account.events().size()))) {
            assertThat(ViolationSchema.complaints(event.toJson())).isEmpty();
            assertThat(FindingSchema.complaints(event)).isEmpty();
            assertThat(ViolationEvent.fromJson(event.toJson())).isEqualTo(event);
        }
    }

    @Test
    void secondKey_isOpenedOnceAndResolvedOnce() {
        // When
        account.tell(
                userCreated("alice", 0),
                created(K1, "alice", 1),
                created(K2, "alice", 60),
                created(K2, "alice", 60),
                deleted(K1, "alice", 90));
        // Then
        assertThat(account.events()).extracting(Told::step).containsExactly("OPENED MEDIUM", "RESOLVED KEY_DELETED");
        assertThat(account.events()).extracting(ViolationEvent::revision).containsExactly(1, 2);
        assertThat(account.events()).extracting(ViolationEvent::baseline).containsOnly(Baseline.COMPLETE);
        var resolved = account.events().get(1);
        assertThat(resolved.eventId()).isEqualTo(resolved.violationId() + "-2");
        assertThat(resolved.keys())
                .extracting(ViolationEvent.Key::accessKeyId, ViolationEvent.Key::status)
                .containsExactly(tuple(K1, KeyStatus.DELETED), tuple(K2, KeyStatus.ACTIVE));
    }

    @Test
    void rootKey_changesSeverityAndKeysOnTheWay() {
        // When
        account.tell(
                created(K1, ROOT, 0),
                inactive(K1, ROOT, 50),
                created(K2, ROOT, 70),
                deleted(K1, ROOT, 80),
                deleted(K2, ROOT, 90));
        // Then
        assertThat(account.events())
                .extracting(Told::step)
                .containsExactly(
                        "OPENED CRITICAL",
                        "UPDATED [KEYS, SEVERITY] HIGH",
                        "UPDATED [KEYS, SEVERITY] CRITICAL",
                        "UPDATED [KEYS] CRITICAL",
                        "RESOLVED KEY_DELETED");
        assertThat(keys(account.events().get(2))).contains(K1, K2);
        assertThat(account.events().get(0).principal().arn()).contains("arn:aws:iam::111122223333:root");
    }

    @Test
    void rename_isAnUpdateThatTellsBothNames() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var events = account.tell(renamed("alice", "Bob", 100));
        // Then
        assertThat(events).extracting(Told::step).containsExactly("UPDATED [NAME] MEDIUM");
        assertThat(events.get(0).principal().name()).isEqualTo("Bob");
        assertThat(events.get(0).principal().previousNames()).containsExactly("alice");
    }

    @Test
    void anotherSpelling_isShownButNoNews() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var events = account.tell(inactive(K9, "ALICE", 70));
        // Then
        assertThat(events).isEmpty();
        assertThat(account.tell(created(K3, "Alice", 80)).get(0).principal().name())
                .isEqualTo("Alice");
    }

    @Test
    void keyWithoutOwner_waitsUntilAnEventNamesIt() {
        // Given an update by a role that names no user
        account.tell(created(K1, "alice", 0), new Fact.KeyChanged(K2, Optional.empty(), KeyChange.ACTIVATED, time(50)));
        assertThat(account.events()).isEmpty();
        // When
        var events = account.tell(used(K2, "alice", 70));
        // Then
        assertThat(events).extracting(Told::interval).containsExactly("alice [50,open)");
    }

    @Test
    @Tag("heavy")
    void usesWithinOneClockHour_countOnce() {
        // Given
        account.tell(used(K9, "alice", 100));
        var size = account.size();
        // When
        IntStream.range(101, 2_000).forEach(at -> account.tell(used(K9, "alice", at)));
        // Then
        assertThat(account.size()).isLessThanOrEqualTo(size + 4);
    }

    @Test
    @Tag("heavy")
    void floodOfKeys_makesNoEventLargerThanATopicTakes() {
        // Given
        account.tell(created(K9, "alice", 0));
        // When
        for (var key = 0; key < 150; key++) {
            account.tell(created("AKIAFLOOD%011d".formatted(key), "alice", 10 + key));
        }
        // Then
        var last = account.events().get(account.events().size() - 1);
        assertThat(last.keys()).hasSize(100);
        assertThat(last.toJson()).hasSizeLessThan(50_000);
    }

    @Test
    void useWithoutAName_takesNoOwnerFromAnother() {
        // Given
        var opened = account.tell(used(K9, "alice", 200), created(K1, "alice", 300));
        assertThat(opened).extracting(Told::step).containsExactly("OPENED MEDIUM");
        // When an earlier use of the same hour tells no name
        var events = account.tell(new Fact.KeyUsed(K9, Optional.empty(), time(100)));
        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void useOfTheSigningKeyAlone_doesNotMakeItTheOneToKeep() {
        // Given a rotation in self-service: the old key signs the making of the new one
        var events = account.tellAtOnce(List.of(used(K9, "alice", 300), created(K1, "alice", 300)), time(300));
        // Then
        assertThat(events.get(0).remediation().keep()).contains(K1);
        assertThat(events.get(0).remediation().deactivate()).containsExactly(K9);
    }

    @Test
    void usesOfAllKeysKnown_keepTheOneUsedMostRecently() {
        // Given
        account.tell(used(K1, "alice", 100), used(K9, "alice", 50));
        // When
        var events = account.tell(created(K2, "bob", 200), renamed("alice", "anna", 300));
        // Then
        assertThat(events.get(0).remediation().keep()).contains(K1);
    }

    @Test
    void longListOfFormerNames_isCut() {
        // Given
        account.tell(created(K1, "n0", 0), created(K2, "n0", 1));
        // When
        IntStream.range(0, 150).forEach(i -> account.tell(renamed("n" + i, "n" + (i + 1), 10 + i)));
        // Then
        var last = account.events().get(account.events().size() - 1);
        assertThat(last.principal().previousNames()).hasSize(100).endsWith("n149");
    }

    @Test
    @Tag("heavy")
    void nameTakenAndGivenUpEverySecondForLong_isJudgedAllTheSame() {
        // Given
        var facts = IntStream.range(0, 5_000)
                .boxed()
                .flatMap(at -> Stream.of(userCreated("ci", at), userDeleted("ci", at)))
                .toList();
        // When
        account.tellAtOnce(facts, time(5_000));
        account.tell(created(K1, "ci", 6_000), created(K2, "ci", 6_001));
        // Then
        assertThat(account.violations()).extracting(Told::interval).containsExactly("ci [6001,open)");
    }

    @Test
    @Tag("heavy")
    void thousandsOfRotatedKeys_areJudgedAllTheSame() {
        // Given a key an hour for 87 days, each deleted a minute after the next was made
        var facts = IntStream.range(0, 2_100)
                .boxed()
                .flatMap(hour -> Stream.of(
                        created("AKIAROTATE%010d".formatted(hour), "bot", hour * 3_600L),
                        deleted("AKIAROTATE%010d".formatted(hour), "bot", (hour + 1) * 3_600L + 60)))
                .toList();
        // When
        var events = account.tellAtOnce(facts, time(2_100 * 3_600L));
        account.tell(created(K1, "bot", 2_100 * 3_600L + 120), deleted(K1, "bot", 2_100 * 3_600L + 180));
        // Then
        assertThat(events).hasSize(2 * 2_099);
        assertThat(account.violations()).hasSize(2_099);
    }
}
