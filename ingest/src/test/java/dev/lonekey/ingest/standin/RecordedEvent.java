package dev.lonekey.ingest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * An event in an account's event history.
 *
 * @param shownAt from when on the history shows it
 * @param record the whole record, as text
 */
record RecordedEvent(
        String id,
        Instant at,
        Instant shownAt,
        String name,
        String source,
        String region,
        Optional<String> userName,
        Optional<String> accessKeyId,
        String record) {

    static RecordedEvent of(String record, Instant shownAt) {
        try {
            var json = Json.MAPPER.readTree(record);
            return new RecordedEvent(
                    json.path("eventID").asText(),
                    Instant.parse(json.path("eventTime").asText()),
                    shownAt,
                    json.path("eventName").asText(),
                    json.path("eventSource").asText(),
                    json.path("awsRegion").asText(),
                    userName(json.path("userIdentity")),
                    Optional.ofNullable(
                            json.path("userIdentity").path("accessKeyId").textValue()),
                    record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of an assumed role it is the name of the session. */
    private static Optional<String> userName(JsonNode identity) {
        var principal = identity.path("principalId").asText();
        return identity.path("type").asText().equals("AssumedRole")
                ? Optional.of(principal.substring(principal.indexOf(':') + 1))
                : Optional.ofNullable(identity.path("userName").textValue());
    }

    boolean has(String attribute, String value) {
        return switch (attribute) {
            case "EventId" -> id.equals(value);
            case "EventName" -> name.equals(value);
            case "EventSource" -> source.equals(value);
            case "ReadOnly" -> value.equals("false");
            case "Username" -> userName.filter(value::equals).isPresent();
            case "AccessKeyId" -> accessKeyId.filter(value::equals).isPresent();
            default ->
                throw new ServiceError(
                        400, "InvalidLookupAttributesException", "The stand-in does not look up by " + attribute);
        };
    }

    ObjectNode shown() {
        var event = CloudTrail.object()
                .put("EventId", id)
                .put("EventName", name)
                .put("ReadOnly", "false")
                .put("EventTime", at.getEpochSecond())
                .put("EventSource", source)
                .put("CloudTrailEvent", record);
        userName.ifPresent(user -> event.put("Username", user));
        accessKeyId.ifPresent(key -> event.put("AccessKeyId", key));
        event.putArray("Resources");
        return event;
    }
}
