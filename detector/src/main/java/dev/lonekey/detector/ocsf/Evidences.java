package dev.lonekey.detector.ocsf;

import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What led to the event: the user with the keys, and, where a call did it, who made that call and from where. */
final class Evidences {

    /** Only events of IAM lead to violations, and it is called the same in every partition. */
    private static final String SERVICE = EventName.CREATE_ACCESS_KEY.source();

    private static final int UNKNOWN = 0;
    private static final int OTHER = 99;

    /** The types of {@code userIdentity} that OCSF has a number for: User, Admin and Service. */
    private static final Map<String, Integer> ACTOR_TYPES = Map.of("IAMUser", 1, "Root", 2, "AWSService", 4);

    private Evidences() {}

    static Fields of(ViolationEvent event) {
        var fields = new Fields();
        if (event.cause() instanceof Cause.CloudTrail call) {
            fields.put("uid", call.eventId())
                    .put("actor", actor(call.actor()))
                    .put(
                            "api",
                            new Fields()
                                    .put("operation", call.eventName())
                                    .put("service", new Fields().put("name", SERVICE)))
                    .put("src_endpoint", Endpoints.of(call))
                    .put("http_request", new Fields().put("user_agent", call.userAgent()));
        } else if (event.cause() instanceof Cause.Snapshot snapshot) {
            fields.put("uid", snapshot.snapshotId());
        }
        return fields.put("user", Principals.user(event)).own("data", event.cause());
    }

    /** The CloudTrail event, if there is one with an id. */
    static List<Fields> relatedEvents(ViolationEvent event) {
        return event.cause() instanceof Cause.CloudTrail call
                ? call
                        .eventId()
                        .map(id -> new Fields()
                                .put("uid", id)
                                .put("type", "AwsApiCall")
                                .put("title", call.eventName())
                                .time("created_time", call.eventTime()))
                        .stream()
                        .toList()
                : List.of();
    }

    private static Fields actor(Cause.Actor actor) {
        var credentials =
                actor.accessKeyId().map(Principals::credential).stream().toList();
        if (actor.arn().isEmpty()) {
            // OCSF knows no user without a name, an id or an account: what is left of it stands in the data of the
            // evidence.
            return new Fields().put("session", new Fields().put("credential_uid", actor.accessKeyId()));
        }
        var typed = new Fields()
                .put("uid", actor.arn())
                .put("name", actor.arn().map(Evidences::nameIn))
                .put("type_id", typeId(actor.type()))
                .put("type", actor.type().orElse("Unknown"));
        return new Fields().put("user", typed.put("programmatic_credentials", credentials));
    }

    private static int typeId(Optional<String> type) {
        return type.map(text -> ACTOR_TYPES.getOrDefault(text, OTHER)).orElse(UNKNOWN);
    }

    /** The last part of an ARN: the name of a user, or of a role's session. */
    private static String nameIn(String arn) {
        return arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    }
}
