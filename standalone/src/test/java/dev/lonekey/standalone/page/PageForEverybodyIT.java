package dev.lonekey.standalone.page;

import static dev.lonekey.standalone.page.Shown.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.runtime.health.Health;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the page can be read and used by everybody: WCAG 2.2 A and AA as far as axe-core can tell, and no scrolling sideways. */
@RequiresChromium
class PageForEverybodyIT {

    private static ServedPage page;
    private static Browser browser;

    @BeforeAll
    static void begin() throws Exception {
        page = new ServedPage(Optional.empty()).start();
        page.publish(open(1, "alice", Severity.CRITICAL, "111122223333"));
        page.publish(open(2, "bob", Severity.HIGH, "111122223333"));
        page.publish(open(3, "carol", Severity.MEDIUM, "444455556666"));
        page.publish(open(4, "dave", Severity.LOW, "444455556666"));
        page.publish(Shown.resolved(5, "erin"));
        page.publish(Shown.listed("111122223333", "Management", RootKeys.ACTIVE, 3));
        page.publish(Shown.listed("444455556666", "Web", RootKeys.PRESENT, 0));
        page.publish(Shown.failed("222233334444", "Sandbox", "AccessDenied: sts:AssumeRole; the role is missing"));
        page.awaitPublished();
        page.health(Health.down("12 records behind; it goes on by itself"));
        browser = new Browser();
    }

    @AfterAll
    static void end() {
        browser.close();
        page.close();
    }

    @ParameterizedTest
    @CsvSource({
        "open, false, false",
        "open, false, true",
        "open, true, false",
        "open, true, true",
        "resolved, false, false",
        "resolved, true, true",
        "accounts, false, false",
        "accounts, false, true",
        "accounts, true, false",
        "accounts, true, true",
        "health, false, false",
        "health, true, true",
        "open?q=nobody, false, false",
        "open?severity=HIGH, true, true"
    })
    void view_isAccessible_andFits(String view, boolean dark, boolean phone) {
        // Given
        browser.dark(dark);
        if (phone) {
            browser.phone();
        } else {
            browser.desktop();
        }
        // When
        browser.open(page.at(view));
        browser.awaitText("#live", "Live");
        browser.awaitText("#trouble", "records behind");
        browser.awaitText(
                "main",
                switch (view) {
                    case "accounts" -> "never listed";
                    case "health" -> "no event told";
                    case "open?q=nobody" -> "Nothing matches";
                    default -> "access key";
                });
        browser.all(".violation .row").forEach(row -> row.click());
        // Then
        assertThat(browser.inaccessible()).isEmpty();
        assertThat(browser.overhang()).isZero();
    }
}
