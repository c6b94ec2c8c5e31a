package dev.lonekey.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that attackers chose stands where violations and accounts hold text from outside. */
@RequiresChromium
class HostileTextIT {

    private static ServedPage page;
    private static Browser browser;

    @BeforeAll
    static void begin() throws Exception {
        page = new ServedPage(Optional.empty()).start();
        browser = new Browser();
    }

    @AfterAll
    static void end() {
        browser.close();
        page.close();
    }

    @BeforeEach
    void emptyPage() {
        page.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=\"window.hit=1\">",
                "\"><script>window.hit=1</script>",
                "'-window.hit=1-'",
                "javascript:window.hit=1",
                "</title><svg onload=window.hit=1>",
                "{{constructor.constructor('window.hit=1')()}}",
                "https://evil.example.com/\" onclick=\"window.hit=1"
            })
    void markup_isShownAsText(String text) {
        // Given
        publish(text);
        // When
        openAll();
        // Then
        assertThat(browser.text(".violation .who")).contains(text);
        assertThat(browser.text(".details .command:nth-of-type(2) code")).isEqualTo(text);
        browser.open(page.at("accounts"));
        browser.awaitText(".accounts", text);
        assertUnharmed();
    }

    @Test
    void scriptAddresses_areNoLinks() {
        // Given
        publish("javascript:window.hit=1");
        // When
        openAll();
        // Then
        assertThat(browser.all(".details a").stream().map(link -> link.getDomAttribute("href")))
                .isNotEmpty()
                .allMatch(address -> address.startsWith("https://docs.aws.amazon.com/") || address.startsWith("#/"));
    }

    @Test
    void hiddenCharacters_areWrittenOut() {
        // Given
        publish("admin\u202Egnp\u200B\u0007\u2066");
        // When
        openAll();
        // Then
        assertThat(browser.text(".violation .who")).contains("admin\\u{202e}gnp\\u{200b}\\u{7}\\u{2066}");
        assertUnharmed();
    }

    @Test
    void tenThousandCharacters_areCut_andBreakNoLayout() {
        // Given
        publish("W".repeat(10_000));
        for (var wide : new boolean[] {true, false}) {
            // When
            if (wide) {
                browser.desktop();
            } else {
                browser.phone();
            }
            openAll();
            // Then
            assertThat(browser.text(".details")).contains("… (9,500 more characters)");
            assertThat(browser.overhang()).isZero();
            browser.open(page.at("accounts"));
            browser.awaitText(".accounts", "WWW");
            assertThat(browser.overhang()).isZero();
        }
        assertUnharmed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=\"window.hit=1\">",
                "</bdi><script>window.hit=1</script>",
                "audit\u202Egnp\u200B"
            })
    void trailsOfAnyName_areShownAsText(String text) {
        // Given
        page.publish(Shown.stopped("111122223333", text));
        page.awaitPublished();
        // When
        browser.open(page.url());
        // Then
        var shown = text.replace("\u202E", "\\u{202e}").replace("\u200B", "\\u{200b}");
        browser.awaitText("#silence", shown);
        browser.open(page.at("accounts?trouble=trail"));
        browser.awaitText(".accounts", shown);
        assertUnharmed();
    }

    @Test
    void trailOfTenThousandCharacters_breaksNoLayout() {
        // Given
        page.publish(Shown.stopped("111122223333", "W".repeat(10_000)));
        page.awaitPublished();
        browser.phone();
        // When
        browser.open(page.url());
        browser.awaitText("#silence", "WWW");
        // Then
        assertThat(browser.overhang()).isZero();
        browser.desktop();
        assertUnharmed();
    }

    private static void publish(String text) {
        page.publish(new Shown(3, Severity.MEDIUM, "111122223333", text).event(EventType.OPENED));
        page.publish(Shown.failed("111122223333", text, text));
        page.awaitPublished();
    }

    private static void openAll() {
        browser.open(page.url());
        browser.awaitCount(".violation", 1);
        browser.find(".violation .row").click();
        browser.awaitText(".details", "What to do");
    }

    private static void assertUnharmed() {
        assertThat(browser.run("return window.hit")).isNull();
        assertThat(browser.all("main img, main script, main svg")).isEmpty();
        assertThat(browser.console()).isEmpty();
    }
}
