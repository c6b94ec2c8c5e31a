package dev.lonekey.ingest.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.lonekey.contract.Json;
import java.io.IOException;
import java.util.Optional;

/**
 * The fields by which services say what a message of theirs is.
 *
 * @param type SNS's, {@code Notification} where the message is in {@code message}
 * @param message what SNS was given
 * @param detailType EventBridge's
 */
record Wrapping(
        @JsonProperty("Type") Optional<String> type,
        @JsonProperty("Message") Optional<String> message,
        @JsonProperty("detail-type") Optional<String> detailType) {

    private static final Wrapping NONE = new Wrapping(Optional.empty(), Optional.empty(), Optional.empty());
    private static final ObjectReader READER = Json.MAPPER.readerFor(Wrapping.class);

    /** Empty where these fields are not, or not texts; whether the body is JSON at all is found out by who reads on. */
    static Wrapping of(byte[] body) {
        try {
            Wrapping read = READER.readValue(body);
            return read == null ? NONE : read;
        } catch (IOException otherShape) {
            return NONE;
        }
    }

    /** What SNS was given, if this came by way of SNS. */
    Optional<String> notification() {
        return type.filter("Notification"::equals).flatMap(sns -> message);
    }

    /** Whether EventBridge says that this is no record of CloudTrail. */
    boolean isOtherEvent() {
        return detailType.filter(type -> !type.endsWith("via CloudTrail")).isPresent();
    }
}
