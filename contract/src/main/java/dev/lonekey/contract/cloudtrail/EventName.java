package dev.lonekey.contract.cloudtrail;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The CloudTrail events that travel: six that change who has which key; four that can silence a trail, and two that can end
 * that.
 */
public enum EventName {
    CREATE_ACCESS_KEY("CreateAccessKey", EventName.IAM),
    UPDATE_ACCESS_KEY("UpdateAccessKey", EventName.IAM),
    DELETE_ACCESS_KEY("DeleteAccessKey", EventName.IAM),
    CREATE_USER("CreateUser", EventName.IAM),
    UPDATE_USER("UpdateUser", EventName.IAM),
    DELETE_USER("DeleteUser", EventName.IAM),
    STOP_LOGGING("StopLogging", EventName.CLOUDTRAIL),
    DELETE_TRAIL("DeleteTrail", EventName.CLOUDTRAIL),
    UPDATE_TRAIL("UpdateTrail", EventName.CLOUDTRAIL),
    PUT_EVENT_SELECTORS("PutEventSelectors", EventName.CLOUDTRAIL),
    START_LOGGING("StartLogging", EventName.CLOUDTRAIL),
    CREATE_TRAIL("CreateTrail", EventName.CLOUDTRAIL);

    private static final String IAM = "iam.amazonaws.com";
    private static final String CLOUDTRAIL = "cloudtrail.amazonaws.com";
    private static final Map<String, EventName> BY_TEXT =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(EventName::text, Function.identity()));

    private final String text;
    private final String source;

    EventName(String text, String source) {
        this.text = text;
        this.source = source;
    }

    /** The {@code eventName} as it stands in records. */
    public String text() {
        return text;
    }

    /** The {@code eventSource} that goes with it, the same in every AWS partition. */
    public String source() {
        return source;
    }

    /** Whether the event is about IAM users or their keys. */
    public boolean isAboutKeys() {
        return source.equals(IAM);
    }

    /** The event that a record's {@code eventSource} and {@code eventName} stand for, if it is one of these. */
    public static Optional<EventName> of(String eventSource, String eventName) {
        return Optional.ofNullable(BY_TEXT.get(eventName)).filter(event -> event.source.equals(eventSource));
    }
}
