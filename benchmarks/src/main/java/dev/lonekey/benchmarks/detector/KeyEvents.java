package dev.lonekey.benchmarks.detector;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** CreateAccessKey and DeleteAccessKey as CloudTrail tells them, with made-up ids. */
final class KeyEvents {

    private static final Instant START = Instant.now().minusSeconds(86_400L * 20);

    private KeyEvents() {}

    static String account(long number) {
        return "%012d".formatted(444_400_000_000L + number);
    }

    /**
     * The event with this number of a long life: in each account users get a first key, now and then a second one, which is
     * deleted by the next event about them.
     */
    static byte[] ofLife(long number, int accounts) {
        var step = number / accounts;
        var user = "user-" + step / 4 % 50;
        var at = START.plusSeconds(step * 7);
        var first = "A" + step / 200 + "U" + step / 4 % 50;
        return switch ((int) (step % 4)) {
            case 0 -> event("CreateAccessKey", number, user, first, at);
            case 1 -> event("CreateAccessKey", number, user, first + "S", at);
            case 2 -> event("DeleteAccessKey", number, user, first + "S", at);
            default -> event("DeleteAccessKey", number, user, first, at);
        };
    }

    static byte[] created(String account, String user, String key, Instant at) {
        return event("CreateAccessKey", account, user, key, at);
    }

    private static byte[] event(String name, long number, String user, String key, Instant at) {
        return event(name, account(number % 10_000), user, key, at);
    }

    private static byte[] event(String name, String account, String user, String key, Instant at) {
        var id = "AKIA" + (key + "0000000000").substring(0, 9) + "EXAMPLE";
        return """
                {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:ops","arn":"arn:aws:sts::%1$s:assumed-role/ops/ops","accountId":"%1$s","accessKeyId":"ASIAIOSFODNN7EXAMPLE"},\
                "eventTime":"%2$s","eventSource":"iam.amazonaws.com","eventName":"%3$s","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.17","userAgent":"aws-cli/2.22.1",\
                "requestParameters":{"userName":"%4$s","accessKeyId":"%5$s"},"responseElements":%6$s,"requestID":"%7$s","eventID":"%7$s","readOnly":false,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"%1$s","eventCategory":"Management"}"""
                .formatted(
                        account,
                        at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                        name,
                        user,
                        id,
                        name.startsWith("Create")
                                ? "{\"accessKey\":{\"userName\":\"" + user + "\",\"accessKeyId\":\"" + id + "\",\"status\":\"Active\",\"createDate\":\"" + at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + "\"}}"
                                : "null",
                        java.util.UUID.nameUUIDFromBytes((account + id + name).getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
