package dev.lonekey.detector.oracle;

import static dev.lonekey.detector.oracle.Examples.K1;
import static dev.lonekey.detector.oracle.Examples.K2;
import static dev.lonekey.detector.oracle.Examples.K3;
import static dev.lonekey.detector.oracle.Examples.K9;
import static dev.lonekey.detector.oracle.Examples.assertThatTrail;
import static dev.lonekey.detector.oracle.Examples.open;
import static dev.lonekey.detector.oracle.Examples.over;
import static dev.lonekey.detector.oracle.Examples.twoKeys;

import dev.lonekey.detector.oracle.ExpectedViolation.Reason;
import org.junit.jupiter.api.Test;

/** The examples of the semantics in which users are listed, judged by brute force in any order. */
class WorkedListingsTest {
    private static final String U = "AIDAEXAMPLE000000001";

    @Test
    void listingSaysNothingOfKeyThatChangedMeanwhile() {
        assertThatTrail(new Trail()
                        .created("u", K1, 0)
                        .created("u", K2, 110)
                        .inactive("u", K1, 120)
                        .listed("u", U, 100, inactive(K1), K2))
                .hasOnly(over("u", 110, 120, Reason.KEY_DEACTIVATED, K1, K2));
    }

    @Test
    void keyDeletedDuringListing_endsWhenItWasDeleted() {
        assertThatTrail(twoKeys().deleted("u", K2, 120).listed("u", U, 100, K1))
                .hasOnly(over("u", 60, 120, Reason.KEY_DELETED, K1, K2));
    }

    @Test
    void keyCreatedDuringListing_countsFromItsCreation() {
        assertThatTrail(new Trail().created("u", K1, 0).created("u", K2, 110).listed("u", U, 100, K1, K2))
                .hasOnly(open("u", 110, K1, K2));
    }

    @Test
    void keyListedLater_wasNeverAbsent() {
        assertThatTrail(twoKeys().listed("u", U, 100, K1).listed("u", "", 400, K1, K2))
                .hasOnly(open("u", 60, K1, K2));
    }

    @Test
    void keyNotListed_isAbsent() {
        assertThatTrail(twoKeys().listed("u", U, 100, K1))
                .hasOnly(over("u", 60, 100, Reason.ABSENT_FROM_SNAPSHOT, K1, K2));
    }

    @Test
    void nothingButListing_countsFromItsAsOf() {
        assertThatTrail(new Trail().listed("u", U, 100, since(K1, 5), since(K2, 9)))
                .hasOnly(open("u", 100, K1, K2));
    }

    @Test
    void userNotShownByCompletedSnapshots_hasNoKeysFromTheFirstOn() {
        assertThatTrail(twoKeys()
                        .nobody("one", 100)
                        .completed("one", 100)
                        .nobody("two", 200)
                        .completed("two", 200))
                .hasOnly(over("u", 60, 100, Reason.ABSENT_FROM_SNAPSHOT, K1, K2));
    }

    @Test
    void completedWithoutItsParts_saysNothing() {
        assertThatTrail(twoKeys().completed("one", 400)).hasOnly(open("u", 60, K1, K2));
        assertThatTrail(twoKeys().completed("one", 400).users("one", 400, "u", U, K1, K2))
                .hasOnly(open("u", 60, K1, K2));
    }

    @Test
    void throttledSnapshot_resolvesNothing() {
        assertThatTrail(
                        twoKeys()
                                .users("one", 400, "v", "", K9)
                                .part(
                                        "{'type':'failed','snapshotId':'one','asOf':'1970-01-01T00:06:40Z','reason':'Throttling'}"))
                .hasOnly(open("u", 60, K1, K2));
    }

    @Test
    void lostRename_isSeenByTheUserId() {
        assertThatTrail(new Trail()
                        .user("a", U, 0)
                        .created("a", K1, 5)
                        .created("a", K2, 6)
                        .user("a", 50)
                        .userDeleted("a", 60)
                        .listed("b", U, 100, K1, K2))
                .hasOnly(open("b", 6, K1, K2));
    }

    @Test
    void lostRename_isSeenByTheIdOfTheCaller() {
        assertThatTrail(twoKeys()
                        .by("IAMUser", "u", "ASIAEXAMPLE000000000")
                        .as(U)
                        .deleted("", "", 70)
                        .listed("b", U, 100, K1))
                .hasOnly(over("b", 60, 100, Reason.ABSENT_FROM_SNAPSHOT, K1, K2));
    }

    @Test
    void sameNameUnderAnotherId_isAnotherUser() {
        assertThatTrail(new Trail()
                        .user("u", U, 0)
                        .created("u", K1, 5)
                        .created("u", K2, 6)
                        .listed("u", "AIDAEXAMPLE000000002", 100, K3))
                .hasOnly(over("u", 6, 100, Reason.USER_DELETED, K1, K2));
    }

    @Test
    void reportedNumber_isTakenByKeysHeardOfLater() {
        assertThatTrail(new Trail().report("u", 2, 2, 0, 130).inactive("u", K1, 500))
                .hasOnly(over("u", 100, 500, Reason.KEY_DEACTIVATED, K1, ExpectedViolation.UNIDENTIFIED));
        assertThatTrail(new Trail().report("u", 2, 2, 0, 130).listed("u", U, 400, K1, K2))
                .hasOnly(open("u", 100, K1, K2));
        assertThatTrail(new Trail().report("u", 2, 2, 0, 130).listed("u", U, 400, K1, since(K2, 300)))
                .hasOnly(open("u", 100, K1, K2, ExpectedViolation.UNIDENTIFIED));
    }

    private static String inactive(String key) {
        return "{'id':'" + key + "','status':'Inactive'}";
    }

    private static String since(String key, int second) {
        return "{'id':'%s','status':'Active','createdAt':'1970-01-01T00:%02d:%02dZ'}"
                .formatted(key, second / 60, second % 60);
    }
}
