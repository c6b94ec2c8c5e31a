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

/** The examples of the semantics that need nothing but CloudTrail facts, judged by brute force in any order. */
class WorkedExamplesTest {
    @Test
    void secondKey_opens() {
        assertThatTrail(twoKeys()).hasOnly(open("u", 60, K1, K2));
    }

    @Test
    void reactivatedKey_opensAgain() {
        assertThatTrail(twoKeys().inactive("u", K1, 100).active("u", K1, 150).deleted("u", K2, 170))
                .hasOnly(
                        over("u", 60, 100, Reason.KEY_DEACTIVATED, K1, K2),
                        over("u", 150, 170, Reason.KEY_DELETED, K1, K2));
    }

    @Test
    void firstKeyInactiveBefore_isNone() {
        assertThatTrail(twoKeys().inactive("u", K1, 30)).hasOnly();
    }

    @Test
    void deletedWithinTheSecond_isNone() {
        assertThatTrail(twoKeys().deleted("u", K2, 60)).hasOnly();
    }

    @Test
    void rotationWithinASecond_isNone() {
        assertThatTrail(twoKeys().inactive("u", K1, 60)).hasOnly();
    }

    @Test
    void signedWithAnOlderKeyOfItsOwn_opensByOneEvent() {
        assertThatTrail(new Trail().by("IAMUser", "u", K9).created("", K1, 50)).hasOnly(open("u", 50, K1, K9));
    }

    @Test
    void callInFlightAfterDeactivation_doesNotCount() {
        assertThatTrail(twoKeys()
                        .inactive("u", K1, 100)
                        .by("IAMUser", "u", K1)
                        .failing("AccessDenied")
                        .deleted("", "", 102))
                .hasOnly(over("u", 60, 100, Reason.KEY_DEACTIVATED, K1, K2));
    }

    @Test
    void renamedUser_keepsKeysAndOutlivesTheNextOfItsOldName() {
        assertThatTrail(new Trail()
                        .user("a", 0)
                        .created("a", K1, 5)
                        .created("a", K2, 6)
                        .renamed("a", "b", 10)
                        .user("a", 12)
                        .userDeleted("a", 18)
                        .renamed("b", "a", 20))
                .hasOnly(open("a", 6, K1, K2));
    }

    @Test
    void userMadeAnewWithinASecond_hasOnlyTheNewKeys() {
        assertThatTrail(new Trail()
                        .created("u", K1, 5)
                        .deleted("u", K1, 10)
                        .userDeleted("u", 10)
                        .user("u", 10)
                        .created("u", K2, 10)
                        .created("u", K3, 20))
                .hasOnly(open("u", 20, K2, K3));
    }

    @Test
    void nameStillBorneAfterItsSecond_wasGivenUpBeforeItWasTaken() {
        assertThatTrail(new Trail()
                        .created("c", K1, 5)
                        .renamed("c", "n", 10)
                        .renamed("n", "d", 10)
                        .created("n", K2, 20))
                .hasOnly(open("n", 20, K1, K2));
    }

    @Test
    void nameNotBorneAfterItsSecond_wasTakenBeforeItWasGivenUp() {
        assertThatTrail(new Trail()
                        .created("c", K1, 5)
                        .renamed("c", "n", 10)
                        .renamed("n", "d", 10)
                        .user("n", 15)
                        .created("n", K2, 20)
                        .created("d", K3, 30))
                .hasOnly(open("d", 30, K1, K3));
    }

    @Test
    void namesThatBeginAlike_areTwoUsers() {
        assertThatTrail(new Trail().created("jack", K1, 0).created("jackson", K2, 5))
                .hasOnly();
    }

    @Test
    void namesInOtherCase_areOneUser() {
        assertThatTrail(new Trail().created("u", K1, 0).created("U", K2, 5)).hasOnly(open("u", 5, K1, K2));
    }
}
