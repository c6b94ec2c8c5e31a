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

    private final StringSubstitutor environment;

    EnvironmentParser(JsonParser yaml, Map<String, String> environment) {
        super(yaml);
        this.environment = new StringSubstitutor(
                        StringLookupFactory.INSTANCE.functionStringLookup(name -> value(name, environment)),
                        "${",
                        "}",
                        '$')
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

    /** What a variable holds, or the file that its namesake ending in {@code _FILE} names: so secrets are handed to containers. */
    private static String value(String name, Map<String, String> environment) {
        var value = environment.get(name);
        var file = environment.get(name + "_FILE");
        if (value != null || file == null) {
            return value;
        }
        try {
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException(
                    "the file that %s_FILE names cannot be read; correct the variable".formatted(name), unreadable);
        }
    }

    private String substituted(String text) {
        if (text == null || currentToken() != JsonToken.VALUE_STRING) {
            return text;
        }
        try {
            return environment.replace(text);
        } catch (IllegalArgumentException notSet) {
            var line = currentTokenLocation().getLineNr();
            throw notSet.getCause() instanceof IOException
                    ? new NotSet(line, notSet.getMessage(), notSet)
                    : NotSet.in(text, line, notSet);
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

        static NotSet in(String text, int line, Throwable cause) {
            return new NotSet(
                    line,
                    "an environment variable of \"" + text
                            + "\" is not set; set it, or give a default as in ${NAME:default}",
                    cause);
        }

        int line() {
            return line;
        }
    }
}
