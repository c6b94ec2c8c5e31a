package dev.lonekey.contract.violation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;

/** The input that led to a violation event. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = Cause.CloudTrail.class, name = "CLOUDTRAIL"))
public sealed interface Cause permits Cause.CloudTrail {

    /**
     * A CloudTrail record. All text in it is whatever the caller sent: cut to a length, and never to be interpreted.
     *
     * @param region where the record says that the call was made
     */
    record CloudTrail(
            Optional<String> eventId,
            String eventName,
            Instant eventTime,
            Actor actor,
            Optional<String> sourceIp,
            Optional<String> userAgent,
            Optional<String> region)
            implements Cause {}

    /** Who made the call, as {@code userIdentity} says. */
    record Actor(Optional<String> type, Optional<String> arn, Optional<String> accessKeyId) {}
}
