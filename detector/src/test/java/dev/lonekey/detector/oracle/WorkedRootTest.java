package dev.lonekey.detector.oracle;

import static dev.lonekey.detector.oracle.Examples.K1;
import static dev.lonekey.detector.oracle.Examples.K2;
import static dev.lonekey.detector.oracle.Examples.assertThatTrail;
import static dev.lonekey.detector.oracle.Examples.certificate;
import static dev.lonekey.detector.oracle.Examples.open;
import static dev.lonekey.detector.oracle.Examples.over;
import static dev.lonekey.detector.oracle.ExpectedViolation.ROOT;
import static dev.lonekey.detector.oracle.ExpectedViolation.UNIDENTIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.detector.oracle.ExpectedViolation.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples of the semantics about root, judged by brute force in any order. */
class WorkedRootTest {
    @Test
    void summaryAlone_tellsOfAnUnidentifiedKey() {
        assertThatTrail(new Trail().summary("true", "null", 100)).hasOnly(open(ROOT, 100, UNIDENTIFIED));
    }

    @Test
    void keyHeardOfLater_wasTheOneOfTheSummary() {
        assertThatTrail(new Trail().summary("true", "null", 100).byRoot().inactive("", K1, 500))
                .hasOnly(open(ROOT, 100, K1));
    }

    @Test
    void keyMadeLater_wasNotTheOneOfTheSummary() {
        assertThatTrail(new Trail()
                        .summary("true", "null", 100)
                        .byRoot()
                        .created("", K2, 300)
                        .byRoot()
                        .deleted("", K2, 400))
                .hasOnly(open(ROOT, 100, K2, UNIDENTIFIED));
    }

    @Test
    void reportOfTwo_leavesOneWhenOneIsDeleted() {
        assertThatTrail(new Trail().report("root", 2, 1, 0, 130).byRoot().deleted("", K1, 500))
                .hasOnly(open(ROOT, 100, K1, UNIDENTIFIED));
    }

    @Test
    void reportFromBeforeTheDeletion_isNoGhost() {
        assertThatTrail(new Trail()
                        .byRoot()
                        .created("", K1, 0)
                        .byRoot()
                        .deleted("", K1, 200)
                        .report("root", 1, 1, 0, 210))
                .hasOnly(over(ROOT, 0, 200, Reason.KEY_DELETED, K1));
    }

    @Test
    void keyMadeDuringSummary_isNoGhost() {
        assertThatTrail(new Trail()
                        .byRoot()
                        .created("", K1, 110)
                        .byRoot()
                        .deleted("", K1, 120)
                        .summary("true", "null", 100))
                .hasOnly(over(ROOT, 110, 120, Reason.KEY_DELETED, K1));
    }

    @Test
    void summaryWithoutTheField_changesNothing() {
        assertThatTrail(new Trail().summary("true", "null", 100).summary("null", "null", 400))
                .hasOnly(open(ROOT, 100, UNIDENTIFIED));
    }

    @Test
    void notPresent_endsAll() {
        assertThatTrail(new Trail()
                        .summary("true", "null", 100)
                        .byRoot()
                        .created("", K1, 200)
                        .summary("false", "null", 400))
                .hasOnly(over(ROOT, 100, 400, Reason.ABSENT_FROM_SNAPSHOT, K1, UNIDENTIFIED));
    }

    @Test
    void keyHeardOfAfterNotPresent_wasNotTheOneBefore() {
        assertThatTrail(new Trail()
                        .summary("true", "null", 100)
                        .summary("false", "null", 300)
                        .byRoot()
                        .inactive("", K1, 500))
                .hasOnly(over(ROOT, 100, 300, Reason.ABSENT_FROM_SNAPSHOT, UNIDENTIFIED), open(ROOT, 500, K1));
    }

    @Test
    void secondKey_isTheSameViolation() {
        assertThatTrail(deactivated().byRoot().created("", K2, 70)).hasOnly(open(ROOT, 0, K1, K2));
    }

    @Test
    void ignoredInactiveKeys_endWithDeactivation() {
        assertThat(BruteForce.violationsIgnoringInactiveRootKeys(deactivated().inputs()))
                .containsExactly(over(ROOT, 0, 50, Reason.KEY_DEACTIVATED, K1));
    }

    @Test
    void ignoredInactiveKeys_endWithReportOfNoneActive() {
        Trail trail = new Trail().summary("true", "null", 100).report("root", 1, 0, 0, 430);
        assertThat(BruteForce.violationsIgnoringInactiveRootKeys(trail.inputs()))
                .containsExactly(over(ROOT, 100, 400, Reason.KEY_DEACTIVATED, UNIDENTIFIED));
    }

    @Test
    void certificates_areThereFromSummaryToSummary() {
        assertThatTrail(new Trail()
                        .summary("null", "false", 50)
                        .summary("null", "true", 100)
                        .report("root", 0, 0, 0, 250)
                        .summary("null", "null", 300)
                        .summary("null", "false", 400)
                        .report("root", 0, 0, 1, 530))
                .hasOnly(certificate(100, Optional.of(400L)), certificate(500, Optional.empty()));
    }

    private static Trail deactivated() {
        return new Trail().byRoot().created("", K1, 0).byRoot().inactive("", K1, 50);
    }
}
