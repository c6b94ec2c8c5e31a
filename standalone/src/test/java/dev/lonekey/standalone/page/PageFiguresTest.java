package dev.lonekey.standalone.page;

import dev.lonekey.contract.violation.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How soon the page shows what is looked for among 10,000 open violations, and what it weighs. */
@RequiresChromium
@EnabledIfSystemProperty(named = "lonekey.figures", matches = "true", disabledReason = "measures only when asked to")
class PageFiguresTest {

    private static final int OPEN = 10_000;
    private static final int SEARCHES = 20;
    private static final List<Severity> SEVERITIES = List.of(Severity.values());
    private static final Duration TYPING = Duration.ofMillis(150);

    /** From the letter to the rows, waiting for the end of typing included; in milliseconds. */
    private static final String SEARCH = """
            const done = arguments[arguments.length - 1];
            const field = document.getElementById('q');
            const wanted = '%s';
            const begin = performance.now();
            const look = () => {
              const rows = document.querySelectorAll('.violation .who');
              if (rows.length === 1 && rows[0].textContent.includes(wanted)) requestAnimationFrame(() => done(performance.now() - begin));
              else requestAnimationFrame(look);
            };
            field.value = wanted;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            look();
            """;

    @Test
    void tenThousandOpen() throws Exception {
        try (var page = new ServedPage(Optional.empty()).start();
                var browser = new Browser()) {
            for (var number = 1; number <= OPEN; number++) {
                page.publish(Shown.open(
                        number,
                        "user-%05d".formatted(number),
                        SEVERITIES.get(number % 4),
                        "%012d".formatted(111_122_223_333L + number / 50)));
            }
            page.awaitPublished();
            browser.desktop();
            browser.open(page.url());
            browser.awaitText("#result", "1–50 of 10,000 open violations");
            say(
                    "page and its first 50 of 10,000 rows: %,d bytes over the wire, %,d unpacked; first answer shown %,d ms after the start of loading"
                            .formatted(
                                    browser.number(sum("transferSize")),
                                    browser.number(sum("decodedBodySize")),
                                    browser.number(
                                            "Math.round(Math.max(...performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/api/violations')).map((entry) => entry.responseEnd)))")));
            var shown = new ArrayList<Long>();
            for (var search = 0; search < SEARCHES; search++) {
                var user = "user-%05d".formatted(1 + search * 487);
                shown.add(Math.round(browser.answer(SEARCH.formatted(user))));
            }
            say(
                    "search among 10,000, %d times, from the last letter to the row shown: %s; of that %d ms are the wait for the end of typing"
                            .formatted(SEARCHES, spread(shown), TYPING.toMillis()));
        }
    }

    private static String sum(String size) {
        return "performance.getEntries().reduce((sum, entry) => sum + (entry.%s || 0), 0)".formatted(size);
    }

    private static String spread(List<Long> milliseconds) {
        Collections.sort(milliseconds);
        return "median %d ms, at most %d ms"
                .formatted(milliseconds.get(milliseconds.size() / 2), milliseconds.get(milliseconds.size() - 1));
    }

    private static void say(String figure) {
        System.out.println(figure);
    }
}
