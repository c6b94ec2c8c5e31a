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
import static dev.lonekey.detector.account.Told.rootReport;
import static dev.lonekey.detector.account.Told.summary;
import static dev.lonekey.detector.account.Told.used;
import static dev.lonekey.detector.account.Told.user;
import static dev.lonekey.detector.account.Told.userCreated;
import static dev.lonekey.detector.account.Told.userDeleted;
import static dev.lonekey.detector.account.Told.userReport;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.detector.fact.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What snapshots and events say together, told in every order and doubled, always ends in the same. */
class SnapshotExamplesTest {

    private static final int ORDERS = Integer.getInteger("lonekey.orders", 200);
    private static final String U = "alice";
    private static final String ROOT = "root user";

    private record Example(String name, List<Object> told, List<String> intervals) {}

    static Stream<Arguments> examples() {
        return Stream.concat(users(), Stream.concat(lives(), root()))
                .map(example -> Arguments.of(example.name(), example));
    }

    private static Stream<Example> users() {
        return Stream.of(
                example(
                        "deactivatedWhileListed_theEventTellsWhen",
                        told(
                                created(K1, U, 0),
                                created(K2, U, 110),
                                inactive(K1, U, 120),
                                listing(100, 131, user(U, listedInactive(K1), listedActive(K2)))),
                        "alice [110,120) KEY_DEACTIVATED"),
                example(
                        "deletedWhileListed_theEventTellsWhen",
                        told(
                                created(K1, U, 0),
                                created(K2, U, 60),
                                deleted(K2, U, 120),
                                listing(100, 131, user(U, listedActive(K1)))),
                        "alice [60,120) KEY_DELETED"),
                example(
                        "createdWhileListed_theEventTellsWhen",
                        told(
                                created(K1, U, 0),
                                created(K2, U, 110),
                                listing(100, 131, user(U, listedActive(K1), listedActive(K2)))),
                        "alice [110,open)"),
                example(
                        "absenceThatALaterListingDisproves_wasIamsDelay",
                        told(
                                created(K1, U, 0),
                                created(K2, U, 60),
                                listing(100, 131, user(U, listedActive(K1))),
                                listing(400, 431, user(U, listedActive(K1), listedActive(K2)))),
                        "alice [60,open)"),
                example(
                        "absentFromListing_ends",
                        told(created(K1, U, 0), created(K2, U, 60), listing(100, 131, user(U, listedActive(K1)))),
                        "alice [60,100) ABSENT_FROM_SNAPSHOT"),
                example(
                        "nothingButAListing_countsFromAsOf",
                        told(listing(100, 131, user(U, listedActive(K1, 5), listedActive(K2, 9)))),
                        "alice [100,open)"),
                example(
                        "keyCreatedAfterAsOf_countsFromItsCreation",
                        told(listing(100, 131, user(U, listedActive(K1, 5), listedActive(K2, 110)))),
                        "alice [110,open)"),
                example(
                        "snapshotsWithoutTheUser_reachEventsThatComeLater",
                        told(everybody(100), everybody(200), created(K1, U, 0), created(K2, U, 60)),
                        "alice [60,100) ABSENT_FROM_SNAPSHOT"),
                example(
                        "completedBeforeItsPart_waitsForIt",
                        told(
                                created(K1, U, 0),
                                created(K2, U, 60),
                                completed("s", 1, 400, 431),
                                listing("s", 1, 400, 431, user(U, listedActive(K1), listedActive(K2)))),
                        "alice [60,open)"),
                example(
                        "throttledSnapshot_resolvesNothing",
                        told(
                                created(K1, U, 0),
                                created(K2, U, 60),
                                listing("s", 1, 100, 131, user("bob", listedActive(K3))),
                                failed("s", 100)),
                        "alice [60,open)"),
                example(
                        "deactivationThatOnlyAListingTells_ends",
                        told(
                                created(K1, U, 0),
                                created(K2, U, 60),
                                listing(100, 131, user(U, listedInactive(K1), listedActive(K2)))),
                        "alice [60,100) KEY_DEACTIVATED"),
                example(
                        "absenceThatALaterEventDisproves_wasIamsDelay",
                        told(
                                created(K1, U, 0),
                                created(K2, U, 60),
                                listing(100, 131, user(U, listedActive(K1))),
                                deleted(K2, U, 500)),
                        "alice [60,500) KEY_DELETED"),
                example(
                        "absenceThatALaterUseDisproves_wasIamsDelay",
                        told(
                                created(K1, U, 0),
                                created(K2, U, 60),
                                listing(100, 131, user(U, listedActive(K1))),
                                used(K2, U, 131)),
                        "alice [60,open)"),
                example(
                        "useInFlightAfterAnAbsence_provesNothing",
                        told(
                                created(K1, U, 0),
                                created(K2, U, 60),
                                listing(100, 131, user(U, listedActive(K1))),
                                used(K2, U, 130)),
                        "alice [60,100) ABSENT_FROM_SNAPSHOT"),
                example(
                        "threeKeysOneInactive_areTwo",
                        told(listing(100, 131, user(U, listedInactive(K1), listedActive(K2), listedActive(K3)))),
                        "alice [100,open)"),
                example(
                        "threeEntriesTwoOfOneId_areTwoKeys",
                        told(listing(100, 131, user(U, listedActive(K1), listedActive(K1), listedActive(K2)))),
                        "alice [100,open)"),
                example(
                        "bobAndBobby_haveAKeyEach",
                        told(listing(100, 131, user("bob", listedActive(K1)), user("bobby", listedActive(K2))))),
                example(
                        "namesOfOtherCaseInAListing_areOneUser",
                        told(created(K1, U, 0), listing(100, 131, user("Alice", listedActive(K1), listedActive(K2)))),
                        "Alice [100,open)"),
                example(
                        "reportWithoutListing_tellsOfTwoActiveKeys",
                        told(userReport(U, 130, 2, 2)),
                        "alice [100,open)"),
                example(
                        "oldReport_doesNotOverruleALaterDeactivation",
                        told(created(K1, U, 0), created(K2, U, 60), inactive(K1, U, 5_000), userReport(U, 1_000, 2, 2)),
                        "alice [60,5000) KEY_DEACTIVATED"),
                example(
                        "userInTheReportButInNoListing_isGoneWithTheSnapshot",
                        told(userReport(U, 130, 2, 2), everybody(500, user("bob", listedActive(K3)))),
                        "alice [100,500) ABSENT_FROM_SNAPSHOT"),
                example(
                        "deletedUserStillInTheReport_isGone",
                        told(
                                userCreated(U, 0),
                                created(K1, U, 5),
                                created(K2, U, 60),
                                userReport(U, 1_000, 2, 2),
                                userDeleted(U, 2_000)),
                        "alice [60,2000) USER_DELETED"),
                example(
                        "keysOfAReportThatAreListedLater_wereThereAllTheTime",
                        told(userReport(U, 130, 2, 2), listing(400, 431, user(U, listedActive(K1), listedActive(K2)))),
                        "alice [100,open)"),
                example(
                        "listingAfterAReport_namesWhatTheReportCounted",
                        told(
                                userReport(U, 130, 2, 2),
                                listing(400, 431, user(U, listedActive(K1, 300), listedInactive(K2)))),
                        "alice [100,400) KEY_DEACTIVATED"));
    }

    private static Stream<Example> lives() {
        return Stream.of(
                example(
                        "lostRename_isNoticedByTheUserId",
                        told(
                                userCreated("a", "AIDAX", 0),
                                created(K1, "a", 5),
                                created(K2, "a", 6),
                                userCreated("a", "AIDAY", 50),
                                userDeleted("a", 60),
                                listing(100, 131, user("b", "AIDAX", listedActive(K1), listedActive(K2)))),
                        "b [6,open)"),
                example(
                        "lostRename_isNoticedByAKey",
                        told(
                                created(K1, "a", 5),
                                created(K2, "a", 6),
                                listing(100, 131, user("b", listedActive(K1), listedActive(K2)))),
                        "b [6,open)"),
                example(
                        "sameNameUnderASecondId_isAnotherUser",
                        told(
                                listing(100, 131, user("a", "AIDAX", listedActive(K1))),
                                listing(400, 431, user("a", "AIDAY", listedActive(K2))))),
                example(
                        "recreatedUserWithListedKeys_isAnotherUser",
                        told(
                                userCreated("a", "AIDAX", 0),
                                created(K1, "a", 5),
                                userCreated("a", "AIDAY", 200),
                                created(K2, "a", 205),
                                listing(400, 431, user("a", "AIDAY", listedActive(K2))))),
                example(
                        "idOfACaller_tellsWhoIsListed",
                        told(
                                created(K1, "a", 5),
                                created(K2, "a", 6),
                                Told.seen("a", "AIDAX", 50),
                                renamed("a", "c", 60),
                                listing(100, 131, user("c", "AIDAX", listedActive(K1)))),
                        "c [6,100) ABSENT_FROM_SNAPSHOT"),
                example(
                        "lostRename_isNoticedByTheIdOfACaller",
                        told(
                                created(K1, "a", 5),
                                created(K2, "a", 6),
                                Told.seen("a", "AIDAX", 50),
                                listing(100, 131, user("b", "AIDAX"))),
                        "b [6,100) ABSENT_FROM_SNAPSHOT"),
                example(
                        "renamedWhileListed_isFoundByTheOldName",
                        told(
                                userCreated("a", "AIDAX", 0),
                                created(K1, "a", 5),
                                created(K2, "a", 6),
                                renamed("a", "b", 110),
                                listing(100, 131, user("a", "AIDAX", listedActive(K1), listedActive(K2)))),
                        "b [6,open)"));
    }

    private static Stream<Example> root() {
        return Stream.of(
                example("summaryPresent_isAnUnidentifiedKey", told(summary(100, true, null)), "root [100,open)"),
                example(
                        "keyOfWhichLaterEventsTell_wasIt",
                        told(summary(100, true, null), inactive(K1, ROOT, 500)),
                        "root [100,open)"),
                example(
                        "keyCreatedLater_wasNotIt",
                        told(summary(100, true, null), created(K2, ROOT, 300), deleted(K2, ROOT, 400)),
                        "root [100,open)"),
                example(
                        "reportOfTwoKeys_leavesOneUnidentified",
                        told(rootReport(130, 2, 1), deleted(K1, ROOT, 500)),
                        "root [100,open)"),
                example(
                        "keyDeletedWhileTheReportWasMade_leavesNoGhost",
                        told(created(K1, ROOT, 0), deleted(K1, ROOT, 200), rootReport(210, 1, 1)),
                        "root [0,200) KEY_DELETED"),
                example(
                        "summaryThatDoesNotTell_changesNothing",
                        told(summary(100, true, null), summary(400, null, null)),
                        "root [100,open)"),
                example(
                        "notPresent_ends",
                        told(summary(100, true, null), summary(400, false, null)),
                        "root [100,400) ABSENT_FROM_SNAPSHOT"),
                example("noCredentials_isNone", told(summary(100, false, false), rootReport(130, 0, 0))),
                example("twoRootKeysInTheReport_areOneViolation", told(rootReport(130, 2, 2)), "root [100,open)"),
                example(
                        "keyDeletedAfterOnlyASummary_ends",
                        told(summary(100, true, null), deleted(K1, ROOT, 500)),
                        "root [100,500) KEY_DELETED"),
                example(
                        "certificate_opensAndEnds",
                        told(summary(100, false, true), summary(400, false, false)),
                        "root [100,400) ABSENT_FROM_SNAPSHOT"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void exampleHoldsInEveryOrder(String name, Example example) {
        var random = new Random(1);
        var told = new ArrayList<>(example.told());
        for (var order = 0; order < ORDERS; order++) {
            // When
            var account = new InMemoryAccount();
            told.forEach(fact -> tell(account, fact));
            // Then
            assertThat(account.violations().stream().map(Told::interval))
                    .as("%s, told as %s", name, told)
                    .containsExactlyInAnyOrderElementsOf(example.intervals());
            if (order % 2 == 0) {
                told.add(told.get(random.nextInt(told.size())));
            }
            Collections.shuffle(told, random);
        }
    }

    private static void tell(InMemoryAccount account, Object told) {
        if (told instanceof Fact fact) {
            account.tell(fact);
        } else {
            account.tell((SnapshotPart) told);
        }
    }

    private static Example example(String name, List<Object> told, String... intervals) {
        return new Example(name, told, List.of(intervals));
    }

    private static List<Object> told(Object... told) {
        var all = new ArrayList<>();
        for (var one : told) {
            if (one instanceof Collection<?> several) {
                all.addAll(several);
            } else {
                all.add(one);
            }
        }
        return all;
    }
}
