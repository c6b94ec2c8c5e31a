package dev.lonekey.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import java.io.IOException;

/** The one place where JSON reading and writing is set up. */
public final class Json {

    /**
     * Reads leniently where AWS adds fields, strictly where a value has another type than it should; writes times as
     * ISO-8601 instants and leaves absent values out.
     */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .withCoercionConfig(
                    LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private Json() {}

    /**
     * Reads UTF-8 token by token. A parser left to itself takes bytes that begin with zeros for UTF-16 or UTF-32, and then
     * knows no byte offsets.
     *
     * @throws RejectedException if the bytes begin like another encoding
     */
    public static JsonParser parser(byte[] json, int offset, int length) throws RejectedException, IOException {
        requireUtf8(json, offset, length);
        return MAPPER.createParser(json, offset, length);
    }

    /** Refuses bytes that no JSON in UTF-8 begins with; see {@link #parser}. */
    public static void requireUtf8(byte[] json, int offset, int length) throws RejectedException {
        for (var index = offset; index < offset + Math.min(length, 4); index++) {
            if (json[index] == 0 || json[index] == (byte) 0xFE || json[index] == (byte) 0xFF) {
                throw new RejectedException(RejectReason.NOT_JSON, "not UTF-8");
            }
        }
    }

    /** Where reading failed, without any content; the limits that a parser keeps tell no place. */
    public static RejectedException notJson(JacksonException failure) {
        var place = failure.getLocation();
        return new RejectedException(
                RejectReason.NOT_JSON,
                place == null ? "beyond the limits of a parser" : "at byte " + place.getByteOffset());
    }
}
