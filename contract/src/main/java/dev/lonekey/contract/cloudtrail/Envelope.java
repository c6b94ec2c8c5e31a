package dev.lonekey.contract.cloudtrail;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What CloudTrail records come wrapped in when something else put them into Kafka: a trail file ({@code {"Records":[…]}}), an
 * EventBridge envelope ({@code detail}), or nothing.
 */
public final class Envelope {

    private static final String TRAIL_FILE = "Records";
    private static final String EVENT_BRIDGE = "detail";

    private Envelope() {}

    /**
     * The records in a value, each byte for byte as it stands there.
     *
     * @throws RejectedException if the value is not JSON to its end, or holds something else where a record belongs
     */
    public static List<byte[]> unwrap(byte[] value) throws RejectedException {
        try (JsonParser parser = Json.parser(value, 0, value.length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new RejectedException(
                        parser.currentToken() == null ? RejectReason.NOT_JSON : RejectReason.WRONG_SHAPE,
                        "not an object");
            }
            var records = new ArrayList<byte[]>();
            var wrapped = false;
            for (var field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                var token = parser.nextToken();
                if (field.equals(TRAIL_FILE) && token == JsonToken.START_ARRAY) {
                    wrapped = true;
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        records.add(object(parser, value));
                    }
                } else if (field.equals(EVENT_BRIDGE) && token == JsonToken.START_OBJECT) {
                    wrapped = true;
                    records.add(object(parser, value));
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new RejectedException(RejectReason.NOT_JSON, "more after the end of the object");
            }
            return wrapped ? records : List.of(value);
        } catch (JacksonException notJson) {
            throw Json.notJson(notJson);
        } catch (IOException malformed) {
            throw new RejectedException(RejectReason.NOT_JSON, "not UTF-8");
        }
    }

    private static byte[] object(JsonParser parser, byte[] value) throws IOException, RejectedException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new RejectedException(RejectReason.WRONG_SHAPE, "something else than an object in Records");
        }
        var from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        return Arrays.copyOfRange(value, from, (int) parser.currentLocation().getByteOffset());
    }
}
