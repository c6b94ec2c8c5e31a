package dev.lonekey.standalone.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.lonekey.standalone.cli.Nearest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says in one line what is wrong in a configuration file.
 *
 * @param file as the user named it
 * @param yaml what is in it
 */
record ConfigurationMistake(Path file, String yaml) {

    String describe(JacksonException mistake) {
        return line(mistake).map(line -> file + " line " + line).orElseGet(file::toString) + ": " + what(mistake);
    }

    /** Jackson tells where its parser stood, which for records is behind the end of them; the path leads to the setting. */
    private Optional<Integer> line(JacksonException mistake) {
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
        return pointer;
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
                        .orElse("");
    }

    private static String unknown(UnrecognizedPropertyException unknown) {
        var known = unknown.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted()
                .toList();
        var suggestion = Nearest.suggestion(unknown.getPropertyName(), known);
        return "unknown setting \"" + unknown.getPropertyName() + "\""
                + (suggestion.isEmpty() ? "; known here are " + String.join(", ", known) : suggestion);
    }

    private static String setting(JsonMappingException mistake) {
        var path = mistake.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "the file" : "\"" + path + "\"";
    }

    private static String kind(Class<?> type) {
        if (type == Integer.class) {
            return "a whole number";
        }
        return type == String.class ? "a single value" : "settings as in \"name: value\"";
    }
}
