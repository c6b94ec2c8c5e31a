package dev.lonekey.runtime.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.text.StringSubstitutor;
import org.apache.commons.text.lookup.StringLookupFactory;

/**
 * Puts environment variables, or the files that they name, into string values as they are parsed. Only into values, after parsing, so that no secret can
 * change the structure of the file; and only the environment, since other lookups read files or run scripts.
 */
final class EnvironmentParser extends JsonParserDelegate {

    private final Variables variables;
    private final StringSubstitutor environment;

    EnvironmentParser(JsonParser yaml, Map<String, String> environment) {
        super(yaml);
        this.variables = new Variables(environment);
        this.environment = new StringSubstitutor(
                        StringLookupFactory.INSTANCE.functionStringLookup(variables::value), "${", "}", '$')
                .setValueDelimiter(":")
                .setDisableSubstitutionInValues(true)
                .setEnableUndefinedVariableException(true);
    }

    @Override
    public String getText() throws IOException {
        return substituted(super.getText());
    }

    @Override
    public String getValueAsString() throws IOException {
        return substituted(super.getValueAsString());
    }

    @Override
    public String getValueAsString(String whenAbsent) throws IOException {
        return substituted(super.getValueAsString(whenAbsent));
    }

    private String substituted(String text) {
        if (text == null || currentToken() != JsonToken.VALUE_STRING) {
            return text;
        }
        try {
            return environment.replace(text);
        } catch (UnreadableFile unreadable) {
            throw new NotSet(currentTokenLocation().getLineNr(), unreadable.getMessage(), unreadable);
        } catch (IllegalArgumentException undefined) {
            var name = variables.lastAsked;
            var mend =
                    "the environment variable %s is not set; set it, or %s_FILE to the path of a file that holds the value, or give a default as in ${%s:default}"
                            .formatted(name, name, name);
            throw new NotSet(currentTokenLocation().getLineNr(), mend, undefined);
        }
    }

    /** What a variable holds, or the file that its namesake ending in {@code _FILE} names: so secrets are handed to containers. */
    private static final class Variables {

        private final Map<String, String> environment;
        private String lastAsked = "";

        Variables(Map<String, String> environment) {
            this.environment = environment;
        }

        String value(String name) {
            lastAsked = name;
            var value = environment.get(name);
            var file = environment.get(name + "_FILE");
            return value == null && file != null ? content(name, file) : value;
        }

        private static String content(String name, String file) {
            try {
                return Files.readString(Path.of(file)).stripTrailing();
            } catch (IOException | InvalidPathException unreadable) {
                throw new UnreadableFile(name, unreadable);
            }
        }
    }

    /** The message leaves out the path, which may be a secret that was put into the wrong variable. */
    private static final class UnreadableFile extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnreadableFile(String name, Exception cause) {
            super(
                    "the file that the environment variable %s_FILE names cannot be read (%s); set it to the path of a file that holds the value of %s"
                            .formatted(name, cause.getClass().getSimpleName(), name),
                    cause);
        }
    }

    /** An environment variable without a default is not set, or names a file that cannot be read. */
    static final class NotSet extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int line;

        NotSet(int line, String message, Throwable cause) {
            super(message, cause);
            this.line = line;
        }

        int line() {
            return line;
        }
    }
}
