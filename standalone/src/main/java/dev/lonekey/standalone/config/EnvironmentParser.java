package dev.lonekey.standalone.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.Map;
import org.apache.commons.text.StringSubstitutor;
import org.apache.commons.text.lookup.StringLookupFactory;

/**
 * Puts environment variables into string values as they are parsed. Only into values, after parsing, so that no secret can
 * change the structure of the file; and only the environment, since other lookups read files or run scripts.
 */
final class EnvironmentParser extends JsonParserDelegate {

    private final StringSubstitutor environment;

    EnvironmentParser(JsonParser yaml, Map<String, String> environment) {
        super(yaml);
        this.environment = new StringSubstitutor(
                        StringLookupFactory.INSTANCE.mapStringLookup(environment), "${", "}", '$')
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
        } catch (IllegalArgumentException notSet) {
            throw new NotSet(currentTokenLocation().getLineNr(), text, notSet);
        }
    }

    /** An environment variable without a default is not set. */
    static final class NotSet extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int line;

        NotSet(int line, String text, Throwable cause) {
            super(
                    "an environment variable of \"" + text
                            + "\" is not set; set it, or give a default as in ${NAME:default}",
                    cause);
            this.line = line;
        }

        int line() {
            return line;
        }
    }
}
