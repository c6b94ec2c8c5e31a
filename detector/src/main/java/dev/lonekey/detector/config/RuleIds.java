package dev.lonekey.detector.config;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.lonekey.detector.rule.Rule;
import dev.lonekey.detector.rule.Rules;
import dev.lonekey.runtime.text.Nearest;
import java.util.Map;

/** The ids of rules as names of settings. */
final class RuleIds extends KeyDeserializer {

    @Override
    public String deserializeKey(String id, DeserializationContext context) throws JsonMappingException {
        try {
            return require(id);
        } catch (IllegalArgumentException unknown) {
            var refused = ValueInstantiationException.from(
                    context.getParser(), unknown.getMessage(), context.constructType(Rule.class), unknown);
            refused.prependPath(Map.class, id);
            throw refused;
        }
    }

    /**
     * Returns an id that there is.
     *
     * @throws IllegalArgumentException if there is no such rule; it names the nearest, or all
     */
    static String require(String id) {
        if (Rules.byId(id).isEmpty()) {
            var known = Rules.ALL.stream().map(Rule::id).toList();
            var suggestion = Nearest.suggestion(id, known);
            throw new IllegalArgumentException("unknown rule \"" + id + "\""
                    + (suggestion.isEmpty() ? "; the rules are " + String.join(", ", known) : suggestion));
        }
        return id;
    }
}
