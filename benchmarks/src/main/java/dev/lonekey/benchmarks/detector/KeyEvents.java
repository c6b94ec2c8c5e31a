package dev.lonekey.benchmarks.detector;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** CreateAccessKey and DeleteAccessKey as CloudTrail tells them, with made-up ids. */
final class KeyEvents {

    private KeyEvents() {}

    static String account(long number) {
        return "%012d".formatted(444_400_000_000L + number);
    }

    /** One user's ten events: five keys one after the other, of which the last two overlap. */
    private static final String LIFE = "CDCDCDCCDD";

    private static final int[] KEYS = {0, 0, 1, 1, 2, 2, 3, 4, 3, 4};

    /** The event with this number, of accounts that all live alike: one in ten events opens a violation, one resolves it. */
    static byte[] ofLife(long number, int accounts, Instant start) {
        var step = (int) (number / accounts);
        var stage = step % LIFE.length();
        var user = step / LIFE.length();
        return event(
                LIFE.charAt(stage) == 'C' ? "CreateAccessKey" : "DeleteAccessKey",
                account(number % accounts),
                "user-" + user,
                "K" + KEYS[stage] + "U" + user,
                start.plusSeconds(step * 7L));
    }

    static byte[] created(String account, String user, String key, Instant at) {
        return event("CreateAccessKey", account, user, key, at);
    }

    private static byte[] event(String name, String account, String user, String key, Instant at) {
        var id = "AKIA" + (key + "XXXXXXXXX").substring(0, 9) + "EXAMPLE";
        var time = at.truncatedTo(ChronoUnit.SECONDS);
        return """
                {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:ops","arn":"arn:aws:sts::%1$s:assumed-role/ops/ops","accountId":"%1$s","accessKeyId":"ASIAIOSFODNN7EXAMPLE"},\
                "eventTime":"%2$s","eventSource":"iam.amazonaws.com","eventName":"%3$s","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.17","userAgent":"aws-cli/2.22.1",\
                "requestParameters":{"userName":"%4$s","accessKeyId":"%5$s"},"responseElements":%6$s,"requestID":"%7$s","eventID":"%7$s","readOnly":false,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"%1$s","eventCategory":"Management"}""".formatted(
                        account,
                        time,
                        name,
                        user,
                        id,
                        name.startsWith("Create")
                                ? "{\"accessKey\":{\"userName\":\"" + user + "\",\"accessKeyId\":\"" + id
                                        + "\",\"status\":\"Active\",\"createDate\":\"" + time + "\"}}"
                                : "null",
                        UUID.nameUUIDFromBytes((account + id + name).getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
