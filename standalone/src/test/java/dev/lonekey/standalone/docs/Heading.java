package dev.lonekey.standalone.docs;

import static java.util.stream.Collectors.toCollection;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Anchors of headings, as GitHub makes them: small letters, no punctuation, blanks as hyphens, and a number for the same again. */
final class Heading {

    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.+?)(?: +#+)?\\s*");
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");
    private static final Pattern LEFT_OUT = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]");

    private Heading() {}

    static Set<String> anchors(List<String> lines) {
        var times = new HashMap<String, Integer>();
        return lines.stream()
                .map(HEADING::matcher)
                .filter(heading -> heading.matches())
                .map(heading -> anchor(heading.group(1)))
                .map(anchor -> {
                    int before = times.merge(anchor, 1, Integer::sum) - 1;
                    return before == 0 ? anchor : anchor + "-" + before;
                })
                .collect(toCollection(LinkedHashSet::new));
    }

    private static String anchor(String heading) {
        var text = LINK.matcher(heading).replaceAll("$1").toLowerCase(Locale.ROOT);
        return LEFT_OUT.matcher(text).replaceAll("").replace(' ', '-');
    }
}
