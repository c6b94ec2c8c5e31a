package dev.lonekey.contract.cloudevent;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The attributes of a CloudEvent whose data is the value of a Kafka record: binary content mode of the Kafka protocol binding of
 * CloudEvents 1.0.
 *
 * @param id with {@code source} the same for the same event only
 * @param type what happened, with the version of what tells it
 * @param source a URI reference: where it happened
 * @param subject what it happened to
 * @param time when it was found out
 * @param dataSchema the {@code $id} of the value's JSON Schema; empty for a record without a value, which has no content type either
 */
public record CloudEvent(
        String id, String type, String source, String subject, Instant time, Optional<String> dataSchema) {

    private static final String PREFIX = "ce_";
    private static final String CONTENT_TYPE = "content-type";
    private static final String JSON = "application/json";

    /** The attributes that a binding turns into headers, by their names, all but the content type. */
    public Map<String, String> attributes() {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", id);
        attributes.put("type", type);
        attributes.put("source", source);
        attributes.put("subject", subject);
        attributes.put("time", time.toString());
        dataSchema.ifPresent(schema -> attributes.put("dataschema", schema));
        return attributes;
    }

    /** As headers of the record. The SDK of CloudEvents makes whole producer records, which Kafka Streams has no use for. */
    public Headers headers() {
        var headers = new RecordHeaders();
        attributes().forEach((name, value) -> add(headers, PREFIX + name, value));
        if (dataSchema.isPresent()) {
            add(headers, CONTENT_TYPE, JSON);
        }
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
