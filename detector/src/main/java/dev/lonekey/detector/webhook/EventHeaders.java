package dev.lonekey.detector.webhook;

import dev.lonekey.contract.cloudevent.CloudEvents;
import dev.lonekey.contract.violation.ViolationEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What CloudEvents 1.0 wants to see in the headers of an HTTP request whose body is the event itself (binary content mode). */
final class EventHeaders {

    static final Map<String, String> CONTENT_TYPE = Map.of("content-type", "application/json");

    private static final String NOT_ENCODED = "!#$&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private EventHeaders() {}

    static Map<String, String> of(ViolationEvent event) {
        var headers = new HashMap<>(CONTENT_TYPE);
        CloudEvents.of(event).attributes().forEach((name, value) -> headers.put("ce-" + name, encoded(value)));
        return Map.copyOf(headers);
    }

    /** As the HTTP binding says: printable ASCII as it is, but for blanks, quotes and per cent signs; the rest per cent encoded. */
    static String encoded(String value) {
        var text = new StringBuilder();
        for (var octet : value.getBytes(StandardCharsets.UTF_8)) {
            var character = (char) (octet & 0xFF);
            var isPlain =
                    character < 128 && (Character.isLetterOrDigit(character) || NOT_ENCODED.indexOf(character) >= 0);
            text.append(isPlain ? String.valueOf(character) : "%%%02X".formatted(octet & 0xFF));
        }
        return text.toString();
    }
}
