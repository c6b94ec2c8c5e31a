package dev.lonekey.ingest.trail;

import dev.lonekey.ingest.archive.ArchiveListing;
import dev.lonekey.ingest.archive.ArchiveProblem;
import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.trail.Bucket.Listed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/** Finds the files of trails in a bucket once, for a replay. */
public final class TrailListing implements AutoCloseable {

    /** A folder within a trail, or a part of a name in it. */
    private static final Pattern INSIDE = Pattern.compile("(?:.*/)?AWSLogs/.+");

    private static final Pattern LOGS = Pattern.compile("(?:(.*)/)?AWSLogs/?");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private final S3Client s3;
    private final TrailLayout layout;
    private final TrailRange range;
    private final List<ReadAhead> opened = new ArrayList<>();

    /** @param s3 closed by the caller, after this */
    public TrailListing(S3Client s3, AwsPartition partition, TrailRange range) {
        this.s3 = s3;
        this.layout = new TrailLayout(partition);
        this.range = range;
    }

    /**
     * The files in the order of accounts and times. They are to be read in this order, by one thread.
     *
     * @param path what stands before {@code AWSLogs/}, or a folder in it
     * @throws dev.lonekey.ingest.aws.AwsFailure if the bucket cannot be listed
     */
    public ArchiveListing list(S3Path path) {
        var bucket = new Bucket(s3, path.bucket());
        var problems = new ArrayList<ArchiveProblem>();
        var found = INSIDE.matcher(path.prefix()).matches()
                ? inside(bucket, path.prefix())
                : accounts(bucket, path, problems);
        if (found.isEmpty() && problems.isEmpty()) {
            problems.add(new ArchiveProblem(
                    path.toString(),
                    "holds no files of a trail from %s to %s in %s."
                            .formatted(range.since(), range.until(), layout.homeRegion()),
                    "Give what stands before AWSLogs/, and other days.",
                    false));
        }
        var ahead = new ReadAhead(bucket, found);
        opened.add(ahead);
        return new ArchiveListing(ahead.files(), problems);
    }

    private List<Listed> inside(Bucket bucket, String prefix) {
        return bucket.listed(
                () -> bucket.objects(prefix, prefix).filter(this::isMeant).toList());
    }

    private List<Listed> accounts(Bucket bucket, S3Path path, List<ArchiveProblem> problems) {
        var logs = LOGS.matcher(path.prefix());
        var before = logs.matches() ? logs.group(1) == null ? "" : logs.group(1) : path.prefix();
        var root = TrailLayout.logs(before.isEmpty() || before.endsWith("/") ? before : before + "/");
        var found = new ArrayList<Listed>();
        var missing = new TreeSet<>(range.accounts());
        for (var folder : folders(bucket, root)) {
            var account = lastPart(folder);
            if (range.isOfAccount(account)) {
                missing.remove(account);
                regions(bucket, folder + "CloudTrail/").forEach(region -> found.addAll(days(bucket, region)));
            }
        }
        missing.forEach(account -> problems.add(new ArchiveProblem(
                bucket + "/" + root,
                "has no files of account " + account + ".",
                "Give another account, or what stands before AWSLogs/ there.",
                false)));
        return found;
    }

    /** Of accounts, also of those in an organization's folder. */
    private static List<String> folders(Bucket bucket, String root) {
        var found = new ArrayList<String>();
        for (var folder : bucket.folders(root)) {
            var name = lastPart(folder);
            if (ACCOUNT.matcher(name).matches()) {
                found.add(folder);
            } else if (name.startsWith("o-")) {
                found.addAll(bucket.folders(folder));
            }
        }
        return found;
    }

    private Set<String> regions(Bucket bucket, String folder) {
        var regions = new HashSet<String>();
        regions.add(folder + layout.homeRegion() + "/");
        if (TrailLayout.hasOtherRegions(range.since())) {
            regions.addAll(bucket.folders(folder));
        }
        return new TreeSet<>(regions);
    }

    private List<Listed> days(Bucket bucket, String region) {
        var from = TrailLayout.day(region, range.since());
        var end = TrailLayout.day(region, lastDay(region).plusDays(1));
        return bucket.listed(() -> bucket.objects(region, from)
                .takeWhile(object -> object.key().compareTo(end) < 0)
                .filter(this::isMeant)
                .toList());
    }

    private LocalDate lastDay(String region) {
        var isHome = lastPart(region).equals(layout.homeRegion());
        return isHome || range.until().isBefore(TrailLayout.ONE_REGION_SINCE)
                ? range.until()
                : TrailLayout.ONE_REGION_SINCE;
    }

    private boolean isMeant(Listed object) {
        return Stream.of(object.key())
                .flatMap(key -> TrailObject.of(key).stream())
                .anyMatch(file -> layout.isOfInterest(file) && range.holds(file));
    }

    private static String lastPart(String folder) {
        var name = folder.substring(0, folder.length() - 1);
        return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public void close() {
        opened.forEach(ReadAhead::close);
    }
}
