package dev.lonekey.runtime.config;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;

/**
 * Refuses YAML's aliases. Nobody means one here: a pattern that begins with a star and lacks its quotes is one to YAML, and
 * would silently lose its star.
 */
final class PlainYamlParser extends JsonParserDelegate {

    private final YAMLParser yaml;

    PlainYamlParser(YAMLParser yaml) {
        super(yaml);
        this.yaml = yaml;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        var token = super.nextToken();
        if (yaml.isCurrentAlias()) {
            throw new JsonParseException(yaml, "an alias", yaml.currentTokenLocation());
        }
        return token;
    }
}
