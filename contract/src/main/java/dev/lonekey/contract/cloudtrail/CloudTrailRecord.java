package dev.lonekey.contract.cloudtrail;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What Lonekey reads of a CloudTrail record. A field that is missing and one that is {@code null} are the same, since some
 * collectors drop nulls; everything else in the record is passed over.
 *
 * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html">
 *     CloudTrail record contents</a>
 */
public record CloudTrailRecord(
        @JsonProperty("eventID") Optional<String> eventId,
        Optional<EventTime> eventTime,
        Optional<String> eventSource,
        Optional<String> eventName,
        Optional<String> awsRegion,
        @JsonProperty("sourceIPAddress") Optional<String> sourceIp,
        Optional<String> userAgent,
        Optional<String> errorCode,
        Optional<String> errorMessage,
        Optional<String> recipientAccountId,
        Optional<UserIdentity> userIdentity,
        Optional<RequestParameters> requestParameters,
        Optional<ResponseElements> responseElements) {

    /** Who made the call. The name is that of the caller only where the type is {@code IAMUser}; for Root it is the account's alias. */
    public record UserIdentity(
            Optional<String> type,
            Optional<String> principalId,
            Optional<String> arn,
            Optional<String> accountId,
            Optional<String> accessKeyId,
            Optional<String> userName) {}

    /**
     * What the call asked for. The last seven are CloudTrail's own, and read whatever their types are: an odd one must not make
     * the news of a stopped trail unusable.
     *
     * @param name the trail, as a name or an ARN
     * @param trailName the same, of PutEventSelectors
     */
    public record RequestParameters(
            Optional<String> userName,
            Optional<String> newUserName,
            Optional<String> accessKeyId,
            Optional<String> status,
            Optional<JsonNode> name,
            Optional<JsonNode> trailName,
            Optional<JsonNode> eventSelectors,
            Optional<JsonNode> advancedEventSelectors,
            Optional<JsonNode> isMultiRegionTrail,
            Optional<JsonNode> includeGlobalServiceEvents,
            Optional<JsonNode> isOrganizationTrail) {}

    /** What the call answered. */
    public record ResponseElements(Optional<AccessKey> accessKey, Optional<User> user) {}

    /** The key that CreateAccessKey made. */
    public record AccessKey(Optional<String> accessKeyId, Optional<String> userName) {}

    /** The user that CreateUser made. */
    public record User(Optional<String> userId, Optional<String> userName) {}

    /**
     * When the request completed, parsed once, since it is asked for again and again.
     *
     * @param at empty for what is no ISO-8601 instant
     */
    @JsonDeserialize(converter = TimeParser.class)
    public record EventTime(Optional<Instant> at) {}

    /** Makes a time of the text that any other value than a text has been refused for. */
    private static final class TimeParser extends StdConverter<String, EventTime> {

        @Override
        public EventTime convert(String text) {
            try {
                return new EventTime(Optional.of(Instant.parse(text)));
            } catch (DateTimeException notATime) {
                return new EventTime(Optional.empty());
            }
        }
    }

    private static final ObjectReader READER = Json.MAPPER.readerFor(CloudTrailRecord.class);

    /** The last time that ISO-8601 writes with four digits for the year, as the schema of our events asks for. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * Reads one record.
     *
     * @throws RejectedException if the bytes are not JSON, or not an object with fields of the right types
     */
    public static CloudTrailRecord parse(byte[] json) throws RejectedException {
        Json.requireUtf8(json, 0, json.length);
        try {
            CloudTrailRecord record = READER.readValue(json);
            if (record == null) {
                throw new RejectedException(RejectReason.WRONG_SHAPE, "null instead of a record");
            }
            return record;
        } catch (JsonMappingException wrongShape) {
            throw json.length == 0
                    ? new RejectedException(RejectReason.NOT_JSON, "empty")
                    : new RejectedException(RejectReason.WRONG_SHAPE, path(wrongShape));
        } catch (JacksonException notJson) {
            throw Json.notJson(notJson);
        } catch (IOException malformed) {
            throw new RejectedException(RejectReason.NOT_JSON, "not UTF-8");
        }
    }

    /** The event, if it is one of those that travel. */
    public Optional<EventName> event() {
        return eventName.flatMap(name -> eventSource.flatMap(source -> EventName.of(source, name)));
    }

    /**
     * The account that the event happened in.
     *
     * @throws RejectedException if there is none, or one that cannot be an account id
     */
    public String account() throws RejectedException {
        return recipientAccountId
                .or(() -> userIdentity.flatMap(UserIdentity::accountId))
                .filter(AccountId::isLegal)
                .orElseThrow(() -> new RejectedException(RejectReason.NO_ACCOUNT, "recipientAccountId"));
    }

    /**
     * When the request completed, in whole seconds as AWS writes them.
     *
     * @throws RejectedException if there is no time, or none that is an ISO-8601 instant
     */
    public Instant time() throws RejectedException {
        var time = eventTime
                .orElseThrow(() -> new RejectedException(RejectReason.NO_TIME, "eventTime is missing"))
                .at()
                .orElseThrow(() -> new RejectedException(RejectReason.NO_TIME, "eventTime is not an ISO-8601 instant"));
        if (time.isBefore(Instant.EPOCH) || time.isAfter(END_OF_TIME)) {
            throw new RejectedException(RejectReason.NO_TIME, "eventTime is not of this age");
        }
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    /** Whether the call did what it asked for: there is no error code. */
    public boolean succeeded() {
        return errorCode.filter(code -> !code.isEmpty()).isEmpty();
    }

    /** Where in the record the mismatch is; only names of our own fields can stand in it. */
    private static String path(JsonMappingException mismatch) {
        return mismatch.getPath().stream()
                .map(reference -> reference.getFieldName() == null ? "[]" : reference.getFieldName())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("."), path -> path.isEmpty() ? "not an object" : path));
    }
}
