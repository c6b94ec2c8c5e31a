package dev.lonekey.ingest.poll;

import dev.lonekey.ingest.account.AccountDirectory;
import dev.lonekey.ingest.account.MemberAccount;
import dev.lonekey.ingest.aws.Lanes;
import dev.lonekey.ingest.checkpoint.CheckpointKey;
import dev.lonekey.ingest.checkpoint.CheckpointKey.Source;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.checkpoint.IamCheckpoint;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.config.SnapshotSettings;
import dev.lonekey.ingest.snapshot.SnapshotTaker;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The accounts that this instance asks: those in the list whose partitions it owns. Used by one thread. */
final class Roster {

    private final SnapshotSettings settings;
    private final AccountDirectory directory;
    private final Territory territory;
    private final Lanes lanes;
    private final SnapshotTaker taker;
    private final Checkpoints checkpoints;
    private final AccountSources sources;
    private final Consumer<String> forgotten;
    private final Map<String, PolledAccount> polled = new HashMap<>();
    /** Where to go on with accounts that were asked and may be again; what is in {@link #territory} is older. */
    private final Map<String, IamCheckpoint> left = new HashMap<>();

    /** @param forgotten is told of each account that is asked no more */
    Roster(
            IngestSettings settings,
            AccountDirectory directory,
            Territory territory,
            Lanes lanes,
            SnapshotTaker taker,
            Checkpoints checkpoints,
            AccountSources sources,
            Consumer<String> forgotten) {
        this.settings = settings.snapshots();
        this.directory = directory;
        this.territory = territory;
        this.lanes = lanes;
        this.taker = taker;
        this.checkpoints = checkpoints;
        this.sources = sources;
        this.forgotten = forgotten;
    }

    Collection<PolledAccount> accounts() {
        return Collections.unmodifiableCollection(polled.values());
    }

    Optional<PolledAccount> get(String account) {
        return Optional.ofNullable(polled.get(account));
    }

    /** Whether it is still the account that is asked, and not one that was given up or has begun anew since. */
    boolean has(PolledAccount account) {
        return polled.get(account.id()) == account;
    }

    /** Takes up those accounts that are in the list and this instance's, and gives up all others. */
    void update(Instant now) {
        left.keySet().removeIf(account -> !territory.holds(account));
        var active = directory.active().stream()
                .map(MemberAccount::id)
                .filter(account -> territory.of(account).isPresent())
                .collect(Collectors.toSet());
        List.copyOf(polled.keySet()).stream()
                .filter(account -> !active.contains(account))
                .forEach(this::stop);
        for (var account : active) {
            polled.computeIfAbsent(account, id -> begin(id, now));
        }
    }

    private PolledAccount begin(String account, Instant now) {
        var checkpoint = Optional.ofNullable(left.remove(account))
                .or(() -> territory
                        .of(account)
                        .flatMap(loaded -> loaded.get(new CheckpointKey(Source.IAM, account), IamCheckpoint.class)))
                .orElse(IamCheckpoint.START);
        return new PolledAccount(
                lanes.open(account),
                taker,
                checkpoints,
                Schedule.of(settings.fullEveryOrUsual(), account),
                Schedule.of(settings.reportEveryOrUsual(), account),
                checkpoint,
                territory
                        .of(account)
                        .map(loaded -> sources.open(account, loaded, now))
                        .orElse(List.of()),
                now);
    }

    private void stop(String account) {
        var stopped = polled.remove(account);
        stopped.stop();
        stopped.release();
        forgotten.accept(account);
        if (territory.holds(account)) {
            left.put(account, stopped.checkpoint());
        }
    }

    /** At the end; whoever asks them then hears their events again. */
    void stopAll() {
        polled.values().forEach(PolledAccount::stop);
    }
}
