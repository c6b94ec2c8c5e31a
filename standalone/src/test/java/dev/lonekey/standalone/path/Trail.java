package dev.lonekey.standalone.path;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** CloudTrail records and files for tests, with ids that belong to nobody. */
public final class Trail {

    private static final String ADMIN =
            "{\"type\":\"AssumedRole\",\"arn\":\"arn:aws:sts::111122223333:assumed-role/Admin/alice\",\"accountId\":\"111122223333\",\"accessKeyId\":\"ASIAADMINSESSEXAMPLE\"}";
    private static final String ROOT =
            "{\"type\":\"Root\",\"arn\":\"arn:aws:iam::111122223333:root\",\"accountId\":\"111122223333\",\"accessKeyId\":\"ASIAROOTSESS1EXAMPLE\"}";

    private Trail() {}

    /** An administrator made a key. */
    public static String keyCreated(String user, String key, Instant at) {
        return record(
                "CreateAccessKey",
                ADMIN,
                at,
                "\"requestParameters\":{\"userName\":\"%s\"},\"responseElements\":{\"accessKey\":{\"userName\":\"%s\",\"accessKeyId\":\"%s\",\"status\":\"Active\"}}"
                        .formatted(user, user, key));
    }

    /** An administrator deleted a key. */
    public static String keyDeleted(String user, String key, Instant at) {
        return record(
                "DeleteAccessKey",
                ADMIN,
                at,
                "\"requestParameters\":{\"userName\":\"%s\",\"accessKeyId\":\"%s\"},\"responseElements\":null"
                        .formatted(user, key));
    }

    static String deniedRootKey(Instant at) {
        return record(
                "CreateAccessKey",
                ROOT,
                at,
                "\"errorCode\":\"AccessDenied\",\"requestParameters\":null,\"responseElements\":null");
    }

    static String rootKeyDeactivated(String key, Instant at) {
        return record(
                "UpdateAccessKey",
                ROOT,
                at,
                "\"requestParameters\":{\"accessKeyId\":\"%s\",\"status\":\"Inactive\"},\"responseElements\":null"
                        .formatted(key));
    }

    private static String record(String event, String caller, Instant at, String rest) {
        return "{\"eventVersion\":\"1.11\",\"userIdentity\":%s,\"eventTime\":\"%s\",\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"%s\",\"awsRegion\":\"us-east-1\",%s,\"eventID\":\"e-%s-%d\",\"recipientAccountId\":\"111122223333\"}"
                .formatted(caller, at, event, rest, event, at.getEpochSecond());
    }

    /** Writes a file as CloudTrail delivers it, compressed if its name says so. */
    static Path file(Path file, String... records) throws IOException {
        var json = "{\"Records\":[" + String.join(",", records) + "]}";
        return Files.write(file, file.toString().endsWith(".gz") ? gzip(json) : json.getBytes(UTF_8));
    }

    /** Writes the first part of a compressed file. */
    static Path cutOff(Path file, String... records) throws IOException {
        var whole = gzip("{\"Records\":[" + String.join(",", records) + "]}");
        return Files.write(file, Arrays.copyOf(whole, whole.length - 12));
    }

    public static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
