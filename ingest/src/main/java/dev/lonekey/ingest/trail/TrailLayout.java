package dev.lonekey.ingest.trail;

import dev.lonekey.ingest.config.AwsPartition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Where in a bucket the files of a trail are that may tell of users and keys. Names begin with place and time, so a listing
 * can begin at any time, and pass over digests, Insights events and whatever else lies beside.
 *
 * @param partition tells the region in which IAM's events are recorded
 */
public record TrailLayout(AwsPartition partition) {

    /** Since this day IAM's events are recorded in one region only, before it in whichever region a trail had. */
    static final LocalDate ONE_REGION_SINCE = LocalDate.parse("2021-11-22");

    private static final String LOGS = "AWSLogs/";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu/MM/dd/");

    /**
     * The folder in which accounts and organizations have theirs.
     *
     * @param prefix as {@link dev.lonekey.ingest.config.ArchiveSettings#folder()} has it
     */
    public static String logs(String prefix) {
        return prefix + LOGS;
    }

    /** The folder of an account's trail, in which each region has its own. */
    public static String account(String prefix, Optional<String> organization, String account) {
        return logs(prefix) + organization.map(id -> id + "/").orElse("") + account + "/CloudTrail/";
    }

    /** The region in which IAM's events are recorded. */
    public String homeRegion() {
        return partition.homeRegion();
    }

    /** Whether other regions may have events of IAM as well; the day on which that ended counts as before. */
    public static boolean hasOtherRegions(LocalDate day) {
        return !day.isAfter(ONE_REGION_SINCE);
    }

    /** Whether a name is that of a trail's file in which there may be events of IAM. */
    public boolean isOfInterest(String key) {
        return TrailObject.of(key).filter(this::isOfInterest).isPresent();
    }

    /** Whether there may be events of IAM in a file. */
    public boolean isOfInterest(TrailObject object) {
        return object.region().equals(homeRegion())
                || hasOtherRegions(object.time().atOffset(ZoneOffset.UTC).toLocalDate());
    }

    /**
     * What stands before all names of an account's files in a region from a time on.
     *
     * @param folder that of the account
     */
    static String from(String folder, String account, String region, Instant time) {
        var day = time.atOffset(ZoneOffset.UTC).toLocalDate();
        return day(folder + region + "/", day) + account + "_CloudTrail_" + region + "_" + TrailObject.text(time);
    }

    /** The folder of a day in that of a region. */
    static String day(String region, LocalDate day) {
        return region + DAY.format(day);
    }
}
