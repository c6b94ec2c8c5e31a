package dev.lonekey.detector.trail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lonekey.contract.OutsideText;
import dev.lonekey.contract.account.TrailStatus.Change;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord.RequestParameters;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord.UserIdentity;
import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what was done to a trail out of a record of CloudTrail's own calls.
 *
 * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html">UpdateTrail</a>
 */
public final class TrailCalls {

    private TrailCalls() {}

    /**
     * What a record of a successful call tells.
     *
     * @throws RejectedException if it names no trail
     */
    public static TrailCall read(CloudTrailRecord record, EventName event) throws RejectedException {
        var asked = record.requestParameters();
        var named = event == EventName.PUT_EVENT_SELECTORS
                ? text(asked.flatMap(RequestParameters::trailName))
                : text(asked.flatMap(RequestParameters::name));
        var trail = Trail.of(
                named.orElseThrow(
                        () -> new RejectedException(RejectReason.WRONG_SHAPE, "requestParameters names no trail")),
                record.awsRegion().orElse(""),
                record.account());
        var change = change(record, event);
        return switch (event) {
            case STOP_LOGGING -> TrailCall.of(trail, Aspect.LOGGING, false, change);
            case START_LOGGING -> TrailCall.of(trail, Aspect.LOGGING, true, change);
            case DELETE_TRAIL -> TrailCall.of(trail, Aspect.EXISTENCE, false, change);
            case CREATE_TRAIL -> created(trail, asked, change);
            case PUT_EVENT_SELECTORS ->
                Selectors.letKeysThrough(asked)
                        .map(whole -> TrailCall.of(trail, Aspect.SELECTORS, whole, change))
                        .orElseGet(() -> TrailCall.of(trail, Aspect.OTHER, true, change));
            case UPDATE_TRAIL -> updated(trail, asked, change);
            default -> throw new AssertionError(event + " is not about trails");
        };
    }

    /** Whether a call failed because the caller is not allowed to make it. */
    public static boolean isDenied(CloudTrailRecord record) {
        var code = record.errorCode().orElse("").toLowerCase(Locale.ROOT);
        return code.contains("accessdenied") || code.contains("unauthorized");
    }

    /**
     * A new trail has CloudTrail's usual selectors, and begins to record when it is started. It is for one region unless
     * told otherwise, which says something only of one that stands in the place of another.
     */
    private static TrailCall created(Trail trail, Optional<RequestParameters> asked, Change change) {
        var effects = new EnumMap<Aspect, Boolean>(Aspect.class);
        effects.put(Aspect.EXISTENCE, true);
        if (!flag(asked, RequestParameters::isMultiRegionTrail).orElse(false)) {
            effects.put(Aspect.REGIONS, false);
        }
        if (!flag(asked, RequestParameters::includeGlobalServiceEvents).orElse(true)) {
            effects.put(Aspect.GLOBAL_SERVICES, false);
        }
        return new TrailCall(trail, effects, change);
    }

    private static TrailCall updated(Trail trail, Optional<RequestParameters> asked, Change change) {
        var effects = new EnumMap<Aspect, Boolean>(Aspect.class);
        flag(asked, RequestParameters::isMultiRegionTrail).ifPresent(isOn -> effects.put(Aspect.REGIONS, isOn));
        flag(asked, RequestParameters::includeGlobalServiceEvents)
                .ifPresent(isOn -> effects.put(Aspect.GLOBAL_SERVICES, isOn));
        flag(asked, RequestParameters::isOrganizationTrail).ifPresent(isOn -> effects.put(Aspect.ORGANIZATION, isOn));
        if (effects.isEmpty()) {
            effects.put(Aspect.OTHER, true);
        }
        return new TrailCall(trail, effects, change);
    }

    private static Change change(CloudTrailRecord record, EventName event) throws RejectedException {
        var caller = record.userIdentity();
        return new Change(
                event.text(),
                record.eventId().map(OutsideText::cut),
                record.time(),
                caller.flatMap(UserIdentity::arn)
                        .or(() -> caller.flatMap(UserIdentity::type))
                        .map(OutsideText::cut),
                record.sourceIp().map(OutsideText::cut));
    }

    private static Optional<String> text(Optional<JsonNode> told) {
        return told.filter(JsonNode::isTextual).map(JsonNode::textValue).filter(name -> !name.isBlank());
    }

    private static Optional<Boolean> flag(
            Optional<RequestParameters> asked, Function<RequestParameters, Optional<JsonNode>> field) {
        return asked.flatMap(field).filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
    }
}
