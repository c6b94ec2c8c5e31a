package dev.lonekey.runtime.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.lonekey.runtime.text.Nearest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says in one line what is wrong in a configuration file.
 *
 * @param file as the user named it
 * @param yaml what is in it
 */
record ConfigurationMistake(Path file, String yaml) {

    private static final Map<Class<?>, String> KINDS = Map.of(
            Integer.class, "a whole number",
            Boolean.class, "true or false",
            String.class, "a single value",
            Path.class, "the path of a file or folder",
            URI.class, "a URL as in https://example.com/name",
            Duration.class, "a number with its unit, as in 7d, 12h, 30m or 90s",
            Instant.class, "a date, which ends with its day in UTC, or an instant as in 2026-12-31T18:00:00Z");

    String describe(JacksonException mistake) {
        return line(mistake).map(line -> file + " line " + line).orElseGet(file::toString) + ": " + what(mistake);
    }

    /** Jackson tells where its parser stood, which for records is behind the end of them; the path leads to the setting. */
    private Optional<Integer> line(JacksonException mistake) {
        if (mistake.getCause() instanceof JsonParseException notYaml) {
            return line(notYaml);
        }
        var line =
                mistake instanceof JsonMappingException mapping ? lineOf(pointer(mapping)) : Optional.<Integer>empty();
        return line.or(() -> Optional.ofNullable(mistake.getLocation()).map(JsonLocation::getLineNr))
                .filter(number -> number > 0);
    }

    private static JsonPointer pointer(JsonMappingException mistake) {
        var pointer = JsonPointer.empty();
        for (var reference : mistake.getPath()) {
            pointer = reference.getFieldName() == null
                    ? pointer.appendIndex(reference.getIndex())
                    : pointer.appendProperty(reference.getFieldName());
        }
        return refused(mistake).map(pointer::appendProperty).orElse(pointer);
    }

    /** Which of its settings a record refuses, if it says so. */
    private static Optional<String> refused(JsonMappingException mistake) {
        return mistake.getCause() instanceof RefusedSetting refused ? Optional.of(refused.setting()) : Optional.empty();
    }

    private Optional<Integer> lineOf(JsonPointer setting) {
        try (var parser = new YAMLFactory().createParser(yaml)) {
            while (parser.nextToken() != null) {
                if (parser.getParsingContext().pathAsPointer().equals(setting)) {
                    return Optional.of(parser.currentTokenLocation().getLineNr());
                }
            }
            return Optional.empty();
        } catch (IOException notYaml) {
            return Optional.empty();
        }
    }

    private static String what(JacksonException mistake) {
        if (mistake.getCause() instanceof EnvironmentParser.NotSet variable) {
            return variable.getMessage();
        }
        if (mistake instanceof UnrecognizedPropertyException unknown) {
            return unknown(unknown);
        }
        if (mistake instanceof ValueInstantiationException refused && refused.getCause() != null) {
            return setting(refused) + " is refused: " + refused.getCause().getMessage();
        }
        if (mistake instanceof MismatchedInputException mismatch) {
            return setting(mismatch) + " takes " + kind(mismatch.getTargetType());
        }
        return "this is no YAML that can be used: "
                + Optional.ofNullable(mistake.getOriginalMessage())
                        .map(text -> text.lines().findFirst().orElse(""))
                        .map(text -> text.contains("alias") && !text.contains("quotes")
                                ? text + "; put a value that begins with * in quotes"
                                : text)
                        .orElse("");
    }

    private static String unknown(UnrecognizedPropertyException unknown) {
        var known = Stream.concat(
                        unknown.getKnownPropertyIds().stream().map(String::valueOf),
                        othersSettings(unknown.getReferringClass()))
                .sorted()
                .toList();
        var dot = unknown.getPropertyName().indexOf('.');
        if (dot > 0 && known.contains(unknown.getPropertyName().substring(0, dot))) {
            return "unknown setting \"%s\"; write \"%s\" indented below \"%s:\""
                    .formatted(
                            unknown.getPropertyName(),
                            unknown.getPropertyName().substring(dot + 1),
                            unknown.getPropertyName().substring(0, dot));
        }
        var suggestion = Nearest.suggestion(unknown.getPropertyName(), known);
        return "unknown setting \"" + unknown.getPropertyName() + "\""
                + (suggestion.isEmpty() ? "; known here are " + String.join(", ", known) : suggestion);
    }

    /** What a service knows of, but leaves to others. */
    private static Stream<String> othersSettings(Class<?> type) {
        var others = type.getAnnotation(JsonIgnoreProperties.class);
        return others == null ? Stream.empty() : Stream.of(others.value());
    }

    private static String setting(JsonMappingException mistake) {
        var path = Stream.concat(
                        mistake.getPath().stream().map(JsonMappingException.Reference::getFieldName),
                        refused(mistake).stream())
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "the file" : "\"" + path + "\"";
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants()).map(String::valueOf).collect(Collectors.joining(" or "));
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list as in \"- name: value\"";
        }
        return KINDS.getOrDefault(type, "settings as in \"name: value\"");
    }
}
