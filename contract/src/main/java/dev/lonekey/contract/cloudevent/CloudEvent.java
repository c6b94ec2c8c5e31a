package dev.lonekey.contract.cloudevent;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String SUBJECT = "ce_subject";
    public static final String TIME = "ce_time";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String DATA_SCHEMA = "ce_dataschema";
    public static final String CONTENT_TYPE = "content-type";

    private static final String VERSION = "1.0";
    private static final String JSON = "application/json";

    /** As headers of the record. The SDK of CloudEvents makes whole producer records, which Kafka Streams has no use for. */
    public Headers headers() {
        var headers = new RecordHeaders();
        add(headers, SPEC_VERSION, VERSION);
        add(headers, ID, id);
        add(headers, TYPE, type);
        add(headers, SOURCE, source);
        add(headers, SUBJECT, subject);
        add(headers, TIME, time.toString());
        dataSchema.ifPresent(schema -> {
            add(headers, DATA_SCHEMA, schema);
            add(headers, CONTENT_TYPE, JSON);
        });
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
