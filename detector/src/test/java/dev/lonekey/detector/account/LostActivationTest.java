package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.listedActive;
import static dev.lonekey.detector.account.Told.listedInactive;
import static dev.lonekey.detector.account.Told.listing;
import static dev.lonekey.detector.account.Told.rootReport;
import static dev.lonekey.detector.account.Told.used;
import static dev.lonekey.detector.account.Told.user;
import static dev.lonekey.detector.account.Told.userReport;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import org.junit.jupiter.api.Test;

/** Where the letter of the semantics may be read either way, and the code takes the reading that misses or invents one. */
class LostActivationTest {

    private static final String U = "alice";
    private static final String ROOT = "root user";

    // 3. A report with as many keys as are known, all of them active, while one is known to be inactive: its activation
    // was lost. "with more active than known ones are, an unidentified one is" finds no unidentified one here.

    @Test
    void reportOfTwoActiveKeys_whereOneIsKnownToBeInactive_opens() {
        // Actual: none
        assertThat(InEveryOrder.told(
                        created(K1, U, 0), inactive(K1, U, 50), created(K2, U, 60), userReport(U, 130, 2, 2)))
                .extracting(Told::interval)
                .containsExactly("alice [100,open)");
    }

    @Test
    void reportOfOneActiveRootKey_whereTheOnlyOneIsKnownToBeInactive_isCritical() {
        // Actual: HIGH
        assertThat(InEveryOrder.told(created(K1, ROOT, 0), inactive(K1, ROOT, 50), rootReport(130, 1, 1)))
                .extracting(ViolationEvent::severity)
                .containsExactly(Severity.CRITICAL);
    }

    // 4. The deactivation of K2 at 105 is lost; K2 signed at 102, and the listing over [100,131] shows it inactive. The
    // listing counts at 100, the use at 102: a violation that never was, open until the next listing. A use within the
    // span of a listing that shows the key inactive (or within the margin after its asOf) can prove nothing.

    @Test
    void useWithinTheSpanOfAListingThatShowsTheKeyInactive_opensNothing() {
        // Actual: alice [60,100) KEY_DEACTIVATED and alice [102,open)
        assertThat(InEveryOrder.told(
                        created(K1, U, 0),
                        created(K2, U, 60),
                        listing(100, 131, user(U, listedActive(K1), listedInactive(K2))),
                        used(K2, U, 102)))
                .extracting(Told::interval)
                .containsExactly("alice [60,100) KEY_DEACTIVATED");
    }
}
