package dev.lonekey.ingest.trail;

import dev.lonekey.ingest.checkpoint.ArchiveCheckpoint;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.config.ArchiveSettings;
import dev.lonekey.ingest.trail.Round.Fresh;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The bucket with the trails of all accounts, which are read one account at a time. Needs {@code s3:ListBucket} there. */
public final class TrailSource {

    private final TrailReader reader;
    private final ArchiveSettings settings;
    private final Checkpoints checkpoints;
    private final Bucket bucket;
    private final TrailRoots roots;

    /**
     * Reads nothing by itself.
     *
     * @param reader closed by the caller
     * @param settings with a bucket
     */
    public TrailSource(TrailReader reader, ArchiveSettings settings, Checkpoints checkpoints) {
        this.reader = reader;
        this.settings = settings;
        this.checkpoints = checkpoints;
        this.bucket = reader.bucket(settings.bucket().orElseThrow());
        this.roots = new TrailRoots(bucket, settings);
    }

    /** Begins to read the trail of an account where it was left; it is due at once. */
    public TrailPoll open(String account, Optional<ArchiveCheckpoint> checkpoint, Instant now) {
        var start = checkpoint.orElseGet(() -> Round.start(now, settings.lookBackOrUsual()));
        return new TrailPoll(account, this, reader, checkpoints, settings.everyOrUsual(), start, now);
    }

    Bucket bucket() {
        return bucket;
    }

    /**
     * Finds out what there is to read; blocks.
     *
     * @throws dev.lonekey.ingest.aws.AwsFailure if the bucket cannot be listed
     */
    Round list(String account, ArchiveCheckpoint last, Instant now) {
        var unseen = new ArrayList<Fresh>();
        for (var folder : roots.of(account, now)) {
            unseen.addAll(unseen(folder, account, last));
        }
        return Round.of(last, now, unseen);
    }

    private List<Fresh> unseen(String folder, String account, ArchiveCheckpoint last) {
        var region = reader.layout().homeRegion();
        var after = TrailLayout.from(folder, account, region, Round.from(last));
        return bucket.listed(() -> bucket.objects(folder + region + "/", after)
                .flatMap(TrailSource::fresh)
                .filter(file -> !Round.isSeen(last, file.object()))
                .limit(Round.MOST_FILES + 1)
                .toList());
    }

    private static Stream<Fresh> fresh(Bucket.Listed listed) {
        return TrailObject.of(listed.key()).map(object -> new Fresh(object, listed.bytes())).stream();
    }
}
