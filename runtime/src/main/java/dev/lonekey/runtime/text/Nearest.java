package dev.lonekey.runtime.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that someone meant. */
public final class Nearest {

    private Nearest() {}

    /** The known name that the unknown one was probably meant to be; empty when none comes near. */
    public static Optional<String> to(String unknown, Collection<String> known) {
        var tolerated = Math.max(2, unknown.length() / 3);
        var distance = new LevenshteinDistance(tolerated);
        return known.stream()
                .filter(name -> distance.apply(unknown, name) >= 0)
                .min(Comparator.comparing((String name) -> distance.apply(unknown, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code ; did you mean "name"?}, or nothing when no known name comes near. */
    public static String suggestion(String unknown, Collection<String> known) {
        return to(unknown, known)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("");
    }
}
