package dev.lonekey.detector.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** CloudTrail records as AWS writes them, for tests. */
final class Trail {

    static final String ACCOUNT = "111122223333";
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private Trail() {}

    static byte[] createAccessKey(String user, String key, long second) {
        return bytes(record("CreateAccessKey", second, """
                "requestParameters":{"userName":"%s"},
                "responseElements":{"accessKey":{"userName":"%s","accessKeyId":"%s","status":"Active",
                "createDate":"Mar 1, 2026 10:00:00 AM"}}""".formatted(user, user, key)));
    }

    static byte[] deleteAccessKey(String user, String key, long second) {
        return bytes(record("DeleteAccessKey", second, """
                "requestParameters":{"userName":"%s","accessKeyId":"%s"},"responseElements":null""".formatted(user, key)));
    }

    static String record(String event, long second, String rest) {
        return record(
                "iam.amazonaws.com", event, ACCOUNT, START.plusSeconds(second).toString(), rest);
    }

    static String record(String source, String event, String account, String time, String rest) {
        return """
                {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:admin",
                "arn":"arn:aws:sts::111122223333:assumed-role/admin/session","accountId":"%s","accessKeyId":"ASIAIOSFODNN7EXAMPLE"},
                "eventTime":"%s","eventSource":"%s","eventName":"%s","awsRegion":"us-east-1","sourceIPAddress":"203.0.113.7",
                "userAgent":"aws-cli/2.15.0",%s,"eventID":"8a2c5a2e-0000-4000-8000-000000000001","recipientAccountId":"%s"}""".formatted(account, time, source, event, rest, account);
    }

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
