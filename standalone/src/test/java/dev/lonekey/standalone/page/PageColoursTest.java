package dev.lonekey.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.detector.page.PageFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the page's colours differ enough, light and dark: WCAG 2.2, 1.4.3 and 1.4.11, computed from the style sheet. */
class PageColoursTest {

    private static final double TEXT = 4.5;
    private static final double PARTS = 3;

    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});");

    @ParameterizedTest
    @CsvSource({
        "ink, panel",
        "ink, ground",
        "ink, raised",
        "ink, code",
        "ink, mark",
        "ink, bad-ground",
        "faint, panel",
        "faint, ground",
        "faint, raised",
        "link, panel",
        "link, ground",
        "good, panel",
        "good, ground",
        "bad, panel",
        "bad, ground",
        "high, panel",
        "medium, panel",
        "low, panel",
        "high, raised",
        "medium, raised",
        "low, raised",
        "on-severity, critical",
        "panel, link",
        "ground, ink"
    })
    void text_standsOut(String text, String ground) throws IOException {
        for (var theme : new boolean[] {false, true}) {
            assertThat(contrast(theme, text, ground)).isGreaterThanOrEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "edge, panel",
        "edge, ground",
        "focus, panel",
        "focus, ground",
        "focus, raised",
        "critical, panel",
        "high, panel",
        "medium, panel",
        "low, panel"
    })
    void edgesShapesAndFocus_standOut(String part, String ground) throws IOException {
        for (var theme : new boolean[] {false, true}) {
            assertThat(contrast(theme, part, ground)).isGreaterThanOrEqualTo(PARTS);
        }
    }

    private static double contrast(boolean dark, String one, String other) throws IOException {
        var colours = colours(dark);
        var first = luminance(colours.get(one));
        var second = luminance(colours.get(other));
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    /** The dark ones stand in the second block, and leave out what stays. */
    private static Map<String, String> colours(boolean dark) throws IOException {
        try (var css = PageFiles.class.getResourceAsStream("page.css")) {
            var text = new String(css.readAllBytes(), StandardCharsets.UTF_8);
            var darkFrom = text.indexOf("prefers-color-scheme: dark");
            var colours = new HashMap<String, String>();
            COLOUR.matcher(text.substring(0, dark ? text.indexOf("* {") : darkFrom))
                    .results()
                    .forEach(found -> colours.put(found.group(1), found.group(2)));
            return colours;
        }
    }

    private static double luminance(String colour) {
        return 0.2126 * part(colour, 1) + 0.7152 * part(colour, 3) + 0.0722 * part(colour, 5);
    }

    private static double part(String colour, int from) {
        var share = Integer.parseInt(colour.substring(from, from + 2), 16) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
