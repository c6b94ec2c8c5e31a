package dev.lonekey.ingest.scan;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The top-level fields of a unit that tell what it is: a record, an EventBridge envelope with the record in
 * {@code detail}, or an entry of LookupEvents with the record as a string in {@code CloudTrailEvent}.
 */
record Outline(
        Optional<String> eventSource,
        Optional<String> eventName,
        Optional<Span> detail,
        Optional<String> cloudTrailEvent) {

    /** Where a value stands in the unit. */
    record Span(int from, int to) {

        byte[] of(byte[] unit) {
            return Arrays.copyOfRange(unit, from, to);
        }
    }

    /** @throws RejectedException if the unit is not JSON */
    static Outline of(byte[] unit) throws RejectedException {
        Optional<String> eventSource = Optional.empty();
        Optional<String> eventName = Optional.empty();
        Optional<Span> detail = Optional.empty();
        Optional<String> cloudTrailEvent = Optional.empty();
        try (var parser = Json.parser(unit, 0, unit.length)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "eventSource" -> eventSource = text(parser);
                    case "eventName" -> eventName = text(parser);
                    case "detail" -> detail = object(parser);
                    case "CloudTrailEvent" -> cloudTrailEvent = text(parser);
                    default -> parser.skipChildren();
                }
            }
        } catch (JacksonException notJson) {
            throw Json.notJson(notJson);
        } catch (IOException malformed) {
            throw new RejectedException(RejectReason.NOT_JSON, "not UTF-8");
        }
        return new Outline(eventSource, eventName, detail, cloudTrailEvent);
    }

    boolean hasEventName() {
        return eventName.isPresent();
    }

    /** The event, if it is one of those that travel. */
    Optional<EventName> event() {
        return eventName.flatMap(name -> eventSource.flatMap(source -> EventName.of(source, name)));
    }

    private static Optional<String> text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return Optional.of(parser.getText());
        }
        parser.skipChildren();
        return Optional.empty();
    }

    private static Optional<Span> object(JsonParser parser) throws IOException {
        boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        return isObject
                ? Optional.of(new Span(from, (int) parser.currentLocation().getByteOffset()))
                : Optional.empty();
    }
}
