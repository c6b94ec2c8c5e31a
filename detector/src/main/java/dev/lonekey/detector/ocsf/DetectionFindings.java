package dev.lonekey.detector.ocsf;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import java.util.List;

/**
 * Tells violation events as OCSF 1.8.0 Detection Findings (class 2004) with the profiles cloud and datetime.
 * {@code docs/schemas/violation-ocsf.schema.json} describes the JSON, {@code docs/outputs.md} where each field comes from.
 *
 * @param alertOnBaseline whether a violation that was there when a user or an account was listed first is an alert, too
 * @param productVersion of Lonekey
 */
public record DetectionFindings(boolean alertOnBaseline, String productVersion) {

    private static final String OCSF = "1.8.0";
    private static final int CATEGORY = 2;
    private static final int CLASS = 2004;
    private static final String CLASS_NAME = "Detection Finding";
    private static final int RULE = 1;

    /** The type in the taxonomy of AWS Security Hub. */
    private static final String TYPE = "Software and Configuration Checks/AWS Security Best Practices";

    /** The finding as UTF-8 JSON. */
    public byte[] json(ViolationEvent event) {
        var activity = activity(event.type());
        var type = CLASS * 100 + activity.id();
        var fields = new Fields()
                .put("activity_id", activity.id())
                .put("activity_name", activity.caption())
                .put("category_uid", CATEGORY)
                .put("category_name", "Findings")
                .put("class_uid", CLASS)
                .put("class_name", CLASS_NAME)
                .put("type_uid", type)
                .put("type_name", CLASS_NAME + ": " + activity.caption())
                .time("time", event.detectedAt())
                .time("start_time", event.openedAt())
                .time("end_time", event.resolvedAt());
        severity(fields, event.severity());
        status(fields, event);
        return fields.put("is_alert", isAlert(event))
                .put("message", message(event))
                .put("metadata", metadata(event))
                .put("finding_info", information(event))
                .put("cloud", Clouds.of(event))
                .put("resources", List.of(Principals.resource(event)))
                .put("evidences", List.of(Evidences.of(event)))
                .put("observables", Observables.of(event))
                .put("remediation", remediation(event))
                .own("unmapped", Unmapped.of(event))
                .toJson();
    }

    private record Choice(int id, String caption) {}

    private static Choice activity(EventType type) {
        return switch (type) {
            case OPENED -> new Choice(1, "Create");
            case UPDATED -> new Choice(2, "Update");
            case RESOLVED -> new Choice(3, "Close");
        };
    }

    private static void severity(Fields fields, Severity severity) {
        switch (severity) {
            case LOW -> fields.choice("severity", 2, "Low");
            case MEDIUM -> fields.choice("severity", 3, "Medium");
            case HIGH -> fields.choice("severity", 4, "High");
            case CRITICAL -> fields.choice("severity", 5, "Critical");
        }
    }

    /** One that is updated stays New: whether a person is at it (In Progress) is not for a detector to know. */
    private static void status(Fields fields, ViolationEvent event) {
        if (event.type() == EventType.RESOLVED) {
            fields.choice("status", 4, "Resolved");
        } else if (event.exception().isPresent()) {
            fields.choice("status", 3, "Suppressed");
        } else {
            fields.choice("status", 1, "New");
        }
        fields.put("status_code", event.type().name())
                .put("status_detail", event.resolution().map(Enum::name));
    }

    /** Whether somebody is to be told at once: what is suppressed is no more an alert than what is over or was known. */
    private boolean isAlert(ViolationEvent event) {
        var isNews =
                event.discovery() == Discovery.LIVE || (alertOnBaseline && event.discovery() == Discovery.BASELINE);
        return event.type() == EventType.OPENED && isNews && event.exception().isEmpty();
    }

    private static String message(ViolationEvent event) {
        return event.type() + " " + event.severity() + " " + event.principal().name() + " of account "
                + event.account().id() + ": " + event.rule().title();
    }

    private Fields metadata(ViolationEvent event) {
        return new Fields()
                .put("version", OCSF)
                .own("profiles", List.of("cloud", "datetime"))
                .put("uid", event.eventId())
                .put("correlation_uid", event.violationId())
                .put("sequence", event.revision())
                .put("event_code", event.rule().id())
                .put("log_name", "violations")
                .put("log_version", event.schema())
                .time("logged_time", event.detectedAt())
                .put(
                        "product",
                        new Fields()
                                .put("uid", "lonekey")
                                .put("name", "Lonekey")
                                .put("vendor_name", "Lonekey")
                                .put("version", productVersion));
    }

    private static Fields information(ViolationEvent event) {
        return new Fields()
                .put("uid", event.violationId())
                .put("title", event.rule().title())
                .put("desc", description(event))
                .own("types", List.of(TYPE))
                .time("created_time", event.openedAt())
                .time("modified_time", event.detectedAt())
                .time("first_seen_time", event.openedAt())
                .time("last_seen_time", event.resolvedAt().orElse(event.detectedAt()))
                .put(
                        "analytic",
                        new Fields()
                                .choice("type", RULE, "Rule")
                                .put("uid", event.rule().id())
                                .put("name", event.rule().title()))
                .own("data_sources", List.of("AWS CloudTrail", "AWS IAM"))
                .put("related_events", Evidences.relatedEvents(event));
    }

    private static String description(ViolationEvent event) {
        var end = event.resolvedAt().map(at -> " until " + at).orElse("");
        return event.rule().title() + ": " + event.principal().name() + " of AWS account "
                + event.account().id() + ", since " + event.openedAt() + end + ".";
    }

    private static Fields remediation(ViolationEvent event) {
        return new Fields()
                .put("desc", event.remediation().reason())
                .own("references", event.remediation().references());
    }
}
