package dev.lonekey.detector.ocsf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.contract.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The fields of an OCSF object, in the order in which they are put; what is absent or empty is left out. */
final class Fields {

    /** Characters beyond the 65,536 of the first plane stand for themselves, not as two escapes. */
    private static final ObjectWriter WRITER =
            Json.MAPPER.writer().with(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8);

    private final ObjectNode node = Json.MAPPER.createObjectNode();

    Fields put(String name, String value) {
        node.put(name, value);
        return this;
    }

    Fields put(String name, Optional<String> value) {
        value.ifPresent(present -> node.put(name, present));
        return this;
    }

    Fields put(String name, long value) {
        node.put(name, value);
        return this;
    }

    Fields put(String name, boolean value) {
        node.put(name, value);
        return this;
    }

    Fields put(String name, Fields object) {
        if (!object.node.isEmpty()) {
            node.set(name, object.node);
        }
        return this;
    }

    Fields put(String name, List<Fields> objects) {
        if (!objects.isEmpty()) {
            var array = node.putArray(name);
            objects.forEach(object -> array.add(object.node));
        }
        return this;
    }

    /** A value of our own, as it stands in violation events. */
    Fields own(String name, Object value) {
        node.putPOJO(name, value);
        return this;
    }

    /** A choice, by its number and its caption: {@code severity_id} and {@code severity}. */
    Fields choice(String name, int id, String caption) {
        return put(name + "_id", id).put(name, caption);
    }

    /** A time in milliseconds since 1970, and as the profile datetime has it: {@code time} and {@code time_dt}. */
    Fields time(String name, Instant time) {
        return put(name, time.toEpochMilli()).put(name + "_dt", time.toString());
    }

    Fields time(String name, Optional<Instant> time) {
        time.ifPresent(present -> time(name, present));
        return this;
    }

    /** As UTF-8 JSON. */
    byte[] toJson() {
        try {
            return WRITER.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
