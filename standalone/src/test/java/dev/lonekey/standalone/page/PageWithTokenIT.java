package dev.lonekey.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@RequiresChromium
class PageWithTokenIT {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void token_isAskedFor_andKeptForThisTabOnly() throws Exception {
        try (var page = new ServedPage(Optional.of(TOKEN));
                var browser = new Browser()) {
            // Given
            page.publish(Shown.open(1, "alice"));
            // When
            browser.open(page.url());
            // Then
            browser.awaitText("#token-form", "A token is needed");
            assertThat(browser.focused().getDomAttribute("id")).isEqualTo("token");
            // When
            browser.press("wrong", Keys.ENTER);
            // Then
            browser.awaitText("#token-form", "That token was not accepted");
            assertThat(browser.number("sessionStorage.length")).isZero();
            // When
            browser.press(TOKEN, Keys.ENTER);
            // Then
            browser.awaitText("#message", "Starting: the violations are still being read from Kafka");
            browser.awaitText("#state", "Starting");
            // When
            page.start();
            // Then
            browser.awaitText(".violation .who", "alice");
            browser.awaitText("#live", "Live");
            // When
            browser.open(page.url());
            // Then
            browser.awaitText(".violation .who", "alice");
            assertThat(browser.number("localStorage.length")).isZero();
            assertThat(browser.url()).doesNotContain(TOKEN);
        }
    }
}
