package dev.lonekey.ingest.poll;

import dev.lonekey.ingest.aws.Lanes;
import dev.lonekey.ingest.checkpoint.ArchiveCheckpoint;
import dev.lonekey.ingest.checkpoint.CheckpointKey;
import dev.lonekey.ingest.checkpoint.CheckpointKey.Source;
import dev.lonekey.ingest.checkpoint.Checkpoints.Loaded;
import dev.lonekey.ingest.checkpoint.HistoryCheckpoint;
import dev.lonekey.ingest.config.HistorySettings;
import dev.lonekey.ingest.history.EventHistory;
import dev.lonekey.ingest.history.HistoryPoll;
import dev.lonekey.ingest.trail.TrailSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens what is read of each account besides its IAM, as far as that is set up. */
public final class AccountSources {

    private record History(EventHistory events, HistorySettings settings, Lanes lanes) {}

    private final Optional<History> history;
    private final Optional<TrailSource> trail;

    private AccountSources(Optional<History> history, Optional<TrailSource> trail) {
        this.history = history;
        this.trail = trail;
    }

    /** Nothing is read. */
    public static AccountSources none() {
        return new AccountSources(Optional.empty(), Optional.empty());
    }

    /**
     * The same, and the event history.
     *
     * @param lanes at whose pace it is asked for
     */
    public AccountSources with(EventHistory events, HistorySettings settings, Lanes lanes) {
        return new AccountSources(Optional.of(new History(events, settings, lanes)), trail);
    }

    /** The same, and the files of the trail. */
    public AccountSources with(TrailSource files) {
        return new AccountSources(history, Optional.of(files));
    }

    List<AccountSource> open(String account, Loaded checkpoints, Instant now) {
        return Stream.concat(
                        history.map(known -> open(known, account, checkpoints, now)).stream(),
                        trail.map(known -> open(known, account, checkpoints, now)).stream())
                .toList();
    }

    private static AccountSource open(History history, String account, Loaded checkpoints, Instant now) {
        var checkpoint = checkpoints
                .get(new CheckpointKey(Source.HISTORY, account), HistoryCheckpoint.class)
                .orElse(HistoryCheckpoint.START);
        var lane = history.lanes().open(account);
        return new HistorySource(new HistoryPoll(lane, history.events(), history.settings(), checkpoint, now));
    }

    private static AccountSource open(TrailSource trail, String account, Loaded checkpoints, Instant now) {
        var checkpoint = checkpoints.get(new CheckpointKey(Source.ARCHIVE, account), ArchiveCheckpoint.class);
        return new ArchiveSource(trail.open(account, checkpoint, now));
    }
}
