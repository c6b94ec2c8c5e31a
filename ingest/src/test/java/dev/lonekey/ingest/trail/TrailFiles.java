package dev.lonekey.ingest.trail;

import static dev.lonekey.ingest.scan.Records.createAccessKey;

import dev.lonekey.ingest.archive.Gzip;
import java.time.Instant;

/** Files as a trail writes them. */
public final class TrailFiles {

    public static final String ACCOUNT = "444455556666";

    private TrailFiles() {}

    /** The name of a file in the region of IAM. */
    public static String key(String before, Instant time, int number) {
        return key(before, ACCOUNT, "us-east-1", time, number);
    }

    /**
     * The name of a file.
     *
     * @param before what stands before the account: prefix, AWSLogs/ and the organization
     */
    public static String key(String before, String account, String region, Instant time, int number) {
        var text = TrailObject.text(time);
        return "%s%s/CloudTrail/%s/%s/%s/%s/%s_CloudTrail_%s_%s_%016d.json.gz"
                .formatted(
                        before,
                        account,
                        region,
                        text.substring(0, 4),
                        text.substring(4, 6),
                        text.substring(6, 8),
                        account,
                        region,
                        text,
                        number);
    }

    /** A file with the record of a user's new key. */
    public static byte[] file(String user) {
        return Gzip.of("{\"Records\":[" + createAccessKey(user) + "]}");
    }
}
