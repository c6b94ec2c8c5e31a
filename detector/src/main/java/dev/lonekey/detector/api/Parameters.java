package dev.lonekey.detector.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.runtime.http.Refusal;
import dev.lonekey.runtime.text.Nearest;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The parameters of a request. Whatever is wrong with one is refused by its name: nobody takes an answer for a filtered one. */
final class Parameters {

    private static final int MAX_CHARACTERS = 256;

    private final Map<String, List<String>> given;

    /**
     * Takes those of a request.
     *
     * @param known the names that it may have
     * @throws Refusal if it has another one
     */
    static Parameters of(Context request, String... known) {
        requireReadable(Optional.ofNullable(request.queryString()).orElse(""));
        return new Parameters(request.queryParamMap(), List.of(known));
    }

    /** The server leaves out what it cannot decode, and the answer would be one to another question. */
    private static void requireReadable(String query) {
        try {
            URLDecoder.decode(query, UTF_8);
        } catch (IllegalArgumentException undecodable) {
            throw Refusal.badRequest("the parameters cannot be read; write a % itself as %25");
        }
    }

    Parameters(Map<String, List<String>> given, List<String> known) {
        this.given = given;
        for (var name : given.keySet()) {
            if (!known.contains(name)) {
                throw Refusal.badRequest("unknown parameter \"%s\"%s".formatted(name, suggestion(name, known)));
            }
        }
    }

    private static String suggestion(String unknown, List<String> known) {
        if (known.isEmpty()) {
            return "; there are none here";
        }
        var nearest = Nearest.suggestion(cut(unknown), known);
        return nearest.isEmpty() ? "; there are " + String.join(", ", known) : nearest;
    }

    /** A text; an empty one is none. */
    Optional<String> text(String name) {
        var values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw refused(name, "it may be there only once");
        }
        return values.stream().filter(value -> !value.isEmpty()).findFirst().map(value -> {
            if (value.length() > MAX_CHARACTERS) {
                throw refused(name, "it has at most " + MAX_CHARACTERS + " characters");
            }
            return value;
        });
    }

    /** One of the known texts. */
    Optional<String> oneOf(String name, List<String> known) {
        return text(name).map(value -> named(name, value, known, known::contains, Function.identity()));
    }

    /** One of the values of an enum, in any case. */
    <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> values, boolean inLowerCase) {
        return text(name).map(value -> constant(name, value, values, inLowerCase));
    }

    /** Some of the values of an enum, in any case: the parameter may be there more than once, or have commas. */
    <E extends Enum<E>> Set<E> someOf(String name, Class<E> values) {
        return given.getOrDefault(name, List.of()).stream()
                .flatMap(each -> Arrays.stream(each.split(",", -1)))
                .filter(each -> !each.isBlank())
                .map(each -> constant(name, each.strip(), values, false))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <E extends Enum<E>> E constant(String name, String value, Class<E> values, boolean inLowerCase) {
        var upper = value.toUpperCase(Locale.ROOT);
        var known = Arrays.stream(values.getEnumConstants())
                .map(each -> inLowerCase ? each.name().toLowerCase(Locale.ROOT) : each.name())
                .toList();
        var shown = inLowerCase ? value.toLowerCase(Locale.ROOT) : upper;
        return named(name, shown, known, known::contains, found -> Enum.valueOf(values, upper));
    }

    private static <T> T named(
            String name, String value, List<String> known, Predicate<String> isKnown, Function<String, T> read) {
        if (!isKnown.test(value)) {
            var nearest = Nearest.suggestion(cut(value), known);
            throw refused(
                    name,
                    "\"%s\" is unknown%s"
                            .formatted(
                                    cut(value), nearest.isEmpty() ? "; it is " + String.join(", ", known) : nearest));
        }
        return read.apply(value);
    }

    /** A whole number from {@code least} to {@code most}. */
    int number(String name, int least, int most, int usual) {
        return text(name)
                .map(value -> {
                    try {
                        var number = Integer.parseInt(value);
                        if (number >= least && number <= most) {
                            return number;
                        }
                    } catch (NumberFormatException notANumber) {
                        // Said below.
                    }
                    throw refused(name, "it is a whole number from %d to %d".formatted(least, most));
                })
                .orElse(usual);
    }

    private static Refusal refused(String name, String mend) {
        return Refusal.badRequest("parameter \"%s\" is refused: %s".formatted(name, mend));
    }

    private static String cut(String value) {
        return value.length() <= MAX_CHARACTERS ? value : value.substring(0, MAX_CHARACTERS);
    }
}
