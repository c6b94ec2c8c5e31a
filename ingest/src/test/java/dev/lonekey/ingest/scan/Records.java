package dev.lonekey.ingest.scan;

/** CloudTrail records for tests, with made-up ids. */
public final class Records {

    public static final String ACCOUNT = "111122223333";

    private Records() {}

    public static String createAccessKey(String user) {
        return record(
                "iam.amazonaws.com",
                "CreateAccessKey",
                "{\"userName\":\"" + user + "\"}",
                "{\"accessKey\":{\"accessKeyId\":\"AKIAIOSFODNN7EXAMPLE\",\"userName\":\"" + user + "\"}}");
    }

    public static String describeInstances(String requestParameters) {
        return record("ec2.amazonaws.com", "DescribeInstances", requestParameters, "null");
    }

    public static String record(String source, String name, String requestParameters, String responseElements) {
        return """
                {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","userName":"alice"},\
                "eventTime":"2026-03-01T10:00:00Z","eventSource":"%s","eventName":"%s","awsRegion":"us-east-1",\
                "requestParameters":%s,"responseElements":%s,"recipientAccountId":"%s"}""".formatted(source, name, requestParameters, responseElements, ACCOUNT);
    }

    /** The text as a JSON string, quotes included. */
    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
