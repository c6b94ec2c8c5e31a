package dev.lonekey.contract.cloudtrail;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a record is, found out before its fields are read: records of other services hold fields of our names with other
 * types, and are none of our business.
 */
public sealed interface RecordKind {

    /** One of the events that travel. */
    record OfInterest(EventName event) implements RecordKind {}

    /** Any other record, or what CloudTrail writes besides: digests, Insights events, aggregated events. */
    record Other() implements RecordKind {}

    /**
     * Looks at a record.
     *
     * @throws RejectedException if it is not a JSON object to its end, or cannot come from CloudTrail at all
     */
    static RecordKind of(byte[] record) throws RejectedException {
        var fields = Fields.of(record);
        var event = Optional.ofNullable(fields.get(Fields.SOURCE))
                .flatMap(source ->
                        Optional.ofNullable(fields.get(Fields.NAME)).flatMap(name -> EventName.of(source, name)));
        if (event.isPresent()) {
            return new OfInterest(event.get());
        }
        if (fields.isEmpty()) {
            throw new RejectedException(RejectReason.WRONG_SHAPE, "names no event");
        }
        return new Other();
    }

    /** The top-level fields that tell records from what is none; texts only. */
    final class Fields {
        private static final String SOURCE = "eventSource";
        private static final String NAME = "eventName";
        private static final Set<String> TELLING =
                Set.of(SOURCE, NAME, "eventType", "eventCategory", "digestStartTime");

        private Fields() {}

        private static Map<String, String> of(byte[] record) throws RejectedException {
            try (JsonParser parser = Json.parser(record, 0, record.length)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw new RejectedException(
                            parser.currentToken() == null ? RejectReason.NOT_JSON : RejectReason.WRONG_SHAPE,
                            "not an object");
                }
                var fields = new HashMap<String, String>();
                for (var field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                    if (parser.nextToken() == JsonToken.VALUE_STRING && TELLING.contains(field)) {
                        fields.put(field, parser.getText());
                    } else {
                        parser.skipChildren();
                    }
                }
                if (parser.nextToken() != null) {
                    throw new RejectedException(RejectReason.NOT_JSON, "more after the end of the object");
                }
                return fields;
            } catch (JacksonException notJson) {
                throw Json.notJson(notJson);
            } catch (IOException malformed) {
                throw new RejectedException(RejectReason.NOT_JSON, "not UTF-8");
            }
        }
    }
}
