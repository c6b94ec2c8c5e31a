package dev.lonekey.ingest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.contract.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

/** The records that CloudTrail writes of changes in one account. */
final class CloudTrail {

    private static final DateTimeFormatter CREATE_DATE =
            DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private final String account;
    private final String region;

    CloudTrail(String account, String region) {
        this.account = account;
        this.region = region;
    }

    static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }

    /** The form of dates in response elements, such as {@code Jul 30, 2024 9:53:13 PM}. */
    static String createDate(Instant at) {
        return CREATE_DATE.format(at);
    }

    /** The identity of the root user, signed in to the console. */
    ObjectNode root() {
        var identity = object().put("type", "Root")
                .put("principalId", account)
                .put("arn", "arn:%s:iam::%s:root".formatted(Request.partitionOf(region), account))
                .put("accountId", account)
                .put("accessKeyId", "ASIAEXAMPLEROOT00001");
        identity.putObject("sessionContext").putObject("attributes").put("mfaAuthenticated", "true");
        return identity;
    }

    ObjectNode record(Instant at, ObjectNode identity, String event, JsonNode parameters, JsonNode response) {
        var record = object().put("eventVersion", "1.11");
        record.set("userIdentity", identity);
        record.put("eventTime", at.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("eventSource", "iam.amazonaws.com")
                .put("eventName", event)
                .put("awsRegion", region)
                .put("sourceIPAddress", "198.51.100.7")
                .put("userAgent", "aws-cli/2.31.0");
        record.set("requestParameters", parameters);
        record.set("responseElements", response);
        return record.put("requestID", UUID.randomUUID().toString())
                .put("eventID", UUID.randomUUID().toString())
                .put("readOnly", false)
                .put("eventType", "AwsApiCall")
                .put("managementEvent", true)
                .put("recipientAccountId", account)
                .put("eventCategory", "Management");
    }

    /** The event that EventBridge delivers for a record. */
    ObjectNode envelope(ObjectNode record) {
        var event = object().put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "AWS API Call via CloudTrail")
                .put("source", "aws.iam")
                .put("account", account)
                .put("time", record.get("eventTime").textValue())
                .put("region", region);
        event.putArray("resources");
        event.set("detail", record);
        return event;
    }
}
