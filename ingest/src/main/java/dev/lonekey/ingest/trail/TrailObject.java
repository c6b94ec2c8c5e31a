package dev.lonekey.ingest.trail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file of a trail, by the name of its object:
 * {@code …AWSLogs/[o-ORGANIZATION/]ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/ACCOUNT_CloudTrail_REGION_YYYYMMDDTHHmmZ_RANDOM.json.gz}.
 *
 * @param key the whole name
 * @param region in which its events were recorded, as a rule
 * @param time in its name: when CloudTrail wrote it, in steps of five minutes
 * @param random what tells it from others of that time
 * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html">names</a>
 */
public record TrailObject(String key, String account, String region, Instant time, String random) {

    private static final Pattern KEY = Pattern.compile(
            "(?:.*/)?AWSLogs/(?:o-[a-z0-9]+/)?(?<account>[0-9]{12})/CloudTrail/"
                    + "(?<region>[a-z0-9-]+)/[0-9]{4}/[0-9]{2}/[0-9]{2}/"
                    + "\\k<account>_CloudTrail_\\k<region>_(?<time>[0-9]{8}T[0-9]{4}Z)_(?<random>[A-Za-z0-9]+)\\.json\\.gz");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm'Z'");

    /** Empty for whatever else lies in such a bucket: digests, Insights events, aggregated events, files of others. */
    public static Optional<TrailObject> of(String key) {
        var name = KEY.matcher(key);
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TrailObject(
                    key,
                    name.group("account"),
                    name.group("region"),
                    parsed(name.group("time")),
                    name.group("random")));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** A time as it stands in names. */
    static String text(Instant time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private static Instant parsed(String time) {
        return LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
    }
}
