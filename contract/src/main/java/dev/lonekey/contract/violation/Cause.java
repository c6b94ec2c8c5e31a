package dev.lonekey.contract.violation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;

/** The input that led to a violation event. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Cause.CloudTrail.class, name = "CLOUDTRAIL"),
    @JsonSubTypes.Type(value = Cause.Snapshot.class, name = "SNAPSHOT"),
    @JsonSubTypes.Type(value = Cause.Timer.class, name = "TIMER"),
    @JsonSubTypes.Type(value = Cause.Configuration.class, name = "CONFIGURATION")
})
public sealed interface Cause {

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

    /**
     * A part of a snapshot, or what the organization says of the account.
     *
     * @param snapshotId absent for the latter
     */
    record Snapshot(Optional<String> snapshotId, Instant asOf, Instant until) implements Cause {}

    /** Time went by: a rotation window or an exception ran out. */
    record Timer() implements Cause {}

    /** The configuration of the detector was changed. */
    record Configuration() implements Cause {}

    /** Who made the call, as {@code userIdentity} says. */
    record Actor(Optional<String> type, Optional<String> arn, Optional<String> accessKeyId) {}
}
