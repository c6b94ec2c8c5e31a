package dev.lonekey.standalone.page;

import static dev.lonekey.standalone.page.Shown.open;
import static dev.lonekey.standalone.page.Shown.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.runtime.health.Health;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What somebody sees who opens the page, and what happens to it while they look. */
@RequiresChromium
class PageIT {

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
        page.health(Health.up("running"));
        browser.desktop();
    }

    @Test
    void nothingPublished_saysThatNothingIsKnownYet() {
        // When
        browser.open(page.url());
        // Then
        browser.awaitText("#live", "Live");
        browser.awaitText("#message", "Nothing is open");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void firstViolation_appearsWithoutReload_andMovesToResolved() {
        // Given
        browser.open(page.url());
        browser.awaitText("#live", "Live");
        browser.run("window.loadedOnce = true");
        // When
        page.publish(open(1, "deploy-bot", Severity.CRITICAL, "111122223333"));
        // Then
        browser.awaitText(".violation .who", "deploy-bot");
        browser.awaitText("#state", "1 open violation, critical");
        assertThat(browser.text(".violation .tag.now")).isEqualTo("new");
        assertThat(browser.title()).startsWith("(1) ");
        // When
        page.publish(resolved(1, "deploy-bot"));
        // Then
        browser.awaitCount(".violation", 0);
        browser.awaitText("#state", "Nothing is open");
        browser.find("#views a[data-view=resolved]").click();
        browser.awaitText(".violation .since", "key deleted");
        assertThat(browser.text(".violation .since")).contains("was open for 9 minutes");
        assertThat(browser.run("return window.loadedOnce")).isEqualTo(true);
    }

    @Test
    void stoppedTrail_isToldFirst_untilItRecordsAgain() {
        // Given
        page.publish(Shown.listed("111122223333", "payments", RootKeys.NONE, 0));
        page.awaitPublished();
        browser.open(page.url());
        browser.awaitText("#live", "Live");
        browser.awaitText("#state", "Nothing is open");
        assertThat(browser.text("#silence")).isEmpty();
        // When
        page.publish(Shown.stopped("111122223333", "audit"));
        // Then
        browser.awaitText("#silence", "What we may not see");
        assertThat(browser.text("#silence")).contains("audit", "111122223333", "was stopped", "StopLogging");
        // When
        page.publish(Shown.listed("111122223333", "payments", RootKeys.NONE, 0));
        // Then
        browser.awaitCount("#silence li", 0);
        assertThat(browser.find("#silence").isDisplayed()).isFalse();
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void violation_opensToAllThereIsToKnow() {
        // Given
        publish(open(3, "ci-runner"));
        browser.open(page.url());
        browser.awaitCount(".violation", 1);
        // When
        browser.find(".violation .row").click();
        // Then
        assertThat(browser.text(".details"))
                .contains("before-ci-runner", "CIS AWS Foundations 1.13", "AKIA000003K1EXAMPLE", "AKIA000003K2EXAMPLE")
                .contains(
                        "Older keys may be unknown",
                        "platform@example.com",
                        "What to do",
                        "CreateAccessKey",
                        Shown.id(3));
        assertThat(browser.all(".details a[href^='https://docs.aws.amazon.com/']"))
                .hasSize(1);
    }

    @Test
    void commandIsCopied_asItIsShown() {
        // Given
        publish(open(4, "ci-runner"));
        browser.open(page.at("violations/" + Shown.id(4)));
        browser.awaitCount(".command", 2);
        // When
        browser.find(".command button").click();
        // Then
        browser.awaitText(".command button", "Copied");
    }

    @Test
    void update_keepsFocusExpansionAndPlace() {
        // Given
        IntStream.rangeClosed(10, 40).forEach(number -> page.publish(open(number, "user-" + number)));
        page.awaitPublished();
        browser.open(page.url());
        browser.awaitCount(".violation", 31);
        var row = ".violation[data-key='%s']".formatted(Shown.id(35));
        browser.find(row + " .row").click();
        browser.run("document.querySelector(\"%s .command button\").focus()".formatted(row));
        var before = browser.number("document.querySelector(\"%s\").getBoundingClientRect().top".formatted(row));
        // When
        page.publish(open(1, "newcomer", Severity.CRITICAL, "111122223333"));
        page.publish(resolved(20, "user-20"));
        // Then
        browser.awaitText("#state", "31 open violations, 1 critical");
        browser.awaitCount(".violation .tag.now", 1);
        assertThat(browser.focused().getDomAttribute("data-control")).isEqualTo("copy-0");
        assertThat(browser.find(row + " .row").getDomAttribute("aria-expanded")).isEqualTo("true");
        assertThat(browser.number("document.querySelector(\"%s\").getBoundingClientRect().top".formatted(row)))
                .isCloseTo(before, within(2L));
    }

    @Test
    void searchFiltersAndPages_areKeptInTheAddress() {
        // Given
        IntStream.rangeClosed(1, 120)
                .forEach(number -> page.publish(open(
                        number,
                        "user-" + number,
                        number % 10 == 0 ? Severity.HIGH : Severity.MEDIUM,
                        number % 2 == 0 ? "111122223333" : "444455556666")));
        page.awaitPublished();
        browser.open(page.url());
        browser.awaitText("#result", "1–50 of 120 open violations");
        // When
        browser.find("[data-control=next]").click();
        // Then
        browser.awaitText("#result", "51–100 of 120 open violations");
        assertThat(browser.url()).endsWith("#/open?page=2");
        // When
        browser.press("/");
        browser.press("user-1");
        // Then
        browser.awaitText("#result", "32 open violations");
        assertThat(browser.url()).endsWith("#/open?q=user-1");
        // When
        browser.find("input[value=HIGH]").click();
        // Then
        browser.awaitText("#result", "4 open violations");
        assertThat(browser.url()).endsWith("#/open?q=user-1&severity=HIGH");
        // When
        var shared = browser.url();
        browser.open(shared);
        // Then
        browser.awaitText("#result", "4 open violations");
        assertThat(browser.find("#q").getDomProperty("value")).isEqualTo("user-1");
        // When
        browser.find("#account").sendKeys("444455556666");
        // Then
        browser.awaitText("#message", "Nothing matches");
        browser.find("#clear").click();
        browser.awaitText("#result", "1–50 of 120 open violations");
    }

    @Test
    void keysAlone_areEnough() {
        // Given
        publish(open(1, "alice"), open(2, "bob"), open(3, "carol"));
        browser.open(page.url());
        browser.awaitCount(".violation", 3);
        // When
        browser.press(Keys.TAB, Keys.ENTER);
        // Then
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("content");
        // When
        browser.press("/");
        browser.press("bob");
        // Then
        browser.awaitCount(".violation", 1);
        // When
        browser.press(Keys.BACK_SPACE, Keys.BACK_SPACE, Keys.BACK_SPACE);
        browser.awaitCount(".violation", 3);
        for (var step = 0; step < 20 && !isRow(); step++) {
            browser.press(Keys.TAB);
        }
        browser.press(Keys.ARROW_DOWN, Keys.ENTER);
        // Then
        assertThat(browser.focused().getText()).contains("bob");
        assertThat(browser.text(".details:not([hidden])")).contains("before-bob");
        // When
        browser.press(Keys.ENTER);
        // Then
        assertThat(browser.all(".details:not([hidden])")).isEmpty();
        // When
        browser.run("document.querySelector('#views a').focus()");
        browser.press(Keys.ARROW_RIGHT, Keys.ENTER);
        // Then
        await().atMost(Browser.PATIENCE).until(() -> browser.url().endsWith("#/resolved"));
        assertThat(browser.find("#views [aria-current=page]").getText()).isEqualTo("Resolved");
    }

    private static boolean isRow() {
        return "toggle".equals(browser.focused().getDomAttribute("data-control"));
    }

    @Test
    void accounts_tellWhatIsUnknown_andLeadToTheirViolations() {
        // Given
        publish(open(1, "alice", Severity.MEDIUM, "111122223333"), open(2, "bob", Severity.MEDIUM, "444455556666"));
        page.publish(Shown.listed("111122223333", "Management", RootKeys.NONE, 3));
        page.publish(Shown.failed("222233334444", "Sandbox", "AccessDenied: sts:AssumeRole"));
        // When
        browser.open(page.at("accounts"));
        // Then
        browser.awaitText("#result", "2 accounts");
        assertThat(browser.all(".accounts tbody tr").get(0).getText())
                .contains("111122223333", "3 keys: trail is blind");
        assertThat(browser.all(".accounts tbody tr").get(1).getText())
                .contains("Sandbox", "unknown", "never listed", "AccessDenied: sts:AssumeRole");
        // When
        browser.find(".accounts [data-control=open]").click();
        // Then
        browser.awaitText("#result", "1 open violation");
        assertThat(browser.text(".violation .who")).contains("alice");
        // When
        browser.find("#views a[data-view=health]").click();
        // Then
        browser.awaitText("#list", "3 keys were seen in snapshots of which no event told");
    }

    @Test
    void partThatIsDown_isToldAtOnce() {
        // Given
        browser.open(page.url());
        browser.awaitText("#live", "Live");
        // When
        page.health(Health.down("Kafka does not answer; see that it runs"));
        // Then
        browser.awaitText("#trouble", "detector is down: Kafka does not answer; see that it runs");
        assertThat(browser.text("#health")).isEqualTo("Down: detector");
    }

    @Test
    void lostConnection_isSaid_andMended() {
        // Given
        publish(open(1, "alice"));
        browser.open(page.url());
        browser.awaitCount(".violation", 1);
        // When
        page.whileAway(() -> {
            // Then
            browser.awaitText("#live", "Connection lost; trying again in");
            assertThat(browser.all(".violation")).hasSize(1);
            publish(open(2, "bob"));
        });
        // Then
        browser.awaitText("#live", "Live");
        browser.awaitCount(".violation", 2);
        browser.console(); // tells of the lost connection, as it should
    }

    @Test
    void unknownViolation_isSaidToBeUnknown() {
        // When
        browser.open(page.at("violations/" + Shown.id(99)));
        // Then
        browser.awaitText("#message", "There is no such violation here");
        browser.console(); // tells of the 404
    }

    @Test
    void nothing_isLoadedFromElsewhere() {
        // Given
        publish(open(1, "alice"));
        // When
        browser.open(page.at("violations/" + Shown.id(1)));
        browser.awaitCount(".command", 2);
        // Then
        var own = page.url().replace("http://", "").replace("/", "");
        assertThat(browser.hosts()).isNotEmpty().containsOnly(own);
    }

    private static void publish(ViolationEvent... events) {
        for (var event : events) {
            page.publish(event);
        }
        page.awaitPublished();
    }

    @Test
    void addressThatNamesNoView_showsWhatIsOpen() {
        for (var hostile : new String[] {"constructor", "__proto__?q=x", "toString", "open?page=-1e9&page=x", "%"}) {
            // When
            browser.open(page.at(hostile));
            // Then
            browser.awaitText("#live", "Live");
            browser.awaitText("#heading", "Open violations");
        }
    }

    /** Browsers open six connections to a host: tabs that nobody looks at must not take them all when the network is back. */
    @Test
    void tabThatNobodyLooksAt_hasNoStream() {
        // Given
        browser.open(page.url());
        browser.awaitText("#live", "Live");
        browser.run("""
                const given = window.fetch;
                window.streams = 0;
                window.fetch = (path, options) => {
                  if (String(path).endsWith('/stream')) window.streams++;
                  return given(path, options);
                };
                window.isHidden = true;
                Object.defineProperty(document, 'hidden', { get: () => window.isHidden });
                document.dispatchEvent(new Event('visibilitychange'));
                """);
        // When
        browser.run("window.dispatchEvent(new Event('online'))");
        // Then
        assertThat(browser.number("window.streams")).isZero();
        // When
        browser.run("window.isHidden = false; document.dispatchEvent(new Event('visibilitychange'))");
        // Then
        assertThat(browser.number("window.streams")).isOne();
    }

    @Test
    void changesThatComeFasterThanAnswers_areShownAllTheSame() {
        // Given
        browser.open(page.url());
        browser.awaitText("#live", "Live");
        browser.run("""
                const given = window.fetch;
                window.fetch = async (path, options) => {
                  if (String(path).includes('/violations')) {
                    await new Promise((late) => setTimeout(late, 2500));
                    options.signal.throwIfAborted();
                  }
                  return given(path, options);
                };
                """);
        var number = new AtomicInteger();
        // When, Then
        await().atMost(Browser.PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> {
            var next = number.incrementAndGet();
            page.publish(open(next, "user-" + next));
            return browser.text(".violation .who").contains("user-");
        });
    }
}
