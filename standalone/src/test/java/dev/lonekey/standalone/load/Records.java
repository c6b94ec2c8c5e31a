package dev.lonekey.standalone.load;

import java.time.Instant;

/** CloudTrail records of changes of keys, with ids that belong to nobody. */
final class Records {

    private static final String ADMIN =
            "{\"type\":\"AssumedRole\",\"arn\":\"arn:aws:sts::%1$s:assumed-role/Admin/alice\",\"accountId\":\"%1$s\",\"accessKeyId\":\"ASIAADMINSESSEXAMPLE\"}";
    private static final String ROOT =
            "{\"type\":\"Root\",\"arn\":\"arn:aws:iam::%1$s:root\",\"accountId\":\"%1$s\",\"accessKeyId\":\"ASIAROOTSESS1EXAMPLE\"}";

    private Records() {}

    static String created(String account, String user, String key, Instant at) {
        return record(
                ADMIN,
                account,
                "CreateAccessKey",
                key,
                at,
                "{\"userName\":\"%s\"}".formatted(user),
                "{\"accessKey\":{\"userName\":\"%s\",\"accessKeyId\":\"%s\",\"status\":\"Active\"}}"
                        .formatted(user, key));
    }

    static String deleted(String account, String user, String key, Instant at) {
        return record(
                ADMIN,
                account,
                "DeleteAccessKey",
                key,
                at,
                "{\"userName\":\"%s\",\"accessKeyId\":\"%s\"}".formatted(user, key),
                "null");
    }

    /** @param status as IAM says it */
    static String set(String account, String user, String key, String status, Instant at) {
        return record(
                ADMIN,
                account,
                "UpdateAccessKey",
                key,
                at,
                "{\"userName\":\"%s\",\"accessKeyId\":\"%s\",\"status\":\"%s\"}".formatted(user, key, status),
                "null");
    }

    static String rootCreated(String account, String key, Instant at) {
        return record(
                ROOT,
                account,
                "CreateAccessKey",
                key,
                at,
                "null",
                "{\"accessKey\":{\"accessKeyId\":\"%s\",\"status\":\"Active\"}}".formatted(key));
    }

    static String rootDeleted(String account, String key, Instant at) {
        return record(ROOT, account, "DeleteAccessKey", key, at, "{\"accessKeyId\":\"%s\"}".formatted(key), "null");
    }

    private static String record(
            String caller, String account, String event, String key, Instant at, String parameters, String response) {
        return "{\"eventVersion\":\"1.11\",\"userIdentity\":%s,\"eventTime\":\"%s\",\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"%s\",\"awsRegion\":\"us-east-1\",\"sourceIPAddress\":\"192.0.2.10\",\"userAgent\":\"aws-cli/2.15\",\"requestParameters\":%s,\"responseElements\":%s,\"eventID\":\"%s-%s-%d\",\"eventType\":\"AwsApiCall\",\"recipientAccountId\":\"%s\"}"
                .formatted(
                        caller.formatted(account),
                        at,
                        event,
                        parameters,
                        response,
                        event,
                        key,
                        at.getEpochSecond(),
                        account);
    }
}
