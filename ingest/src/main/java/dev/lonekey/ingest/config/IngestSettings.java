package dev.lonekey.ingest.config;

import dev.lonekey.runtime.config.RefusedSetting;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where records come from.
 *
 * @param partition of AWS, commercial by default
 * @param region for STS, and for the queue where its URL does not tell; by default the one in which IAM's events are recorded
 * @param accounts which accounts are watched
 * @param role the role that is assumed in them
 * @param queue the queue with the events of all accounts
 * @param archive the bucket with the files of the trails
 * @param snapshots how IAM is asked
 * @param history how the event history is read
 * @param instanceId a name of this instance that outlives restarts: it then keeps its accounts
 */
public record IngestSettings(
        Optional<AwsPartition> partition,
        Optional<String> region,
        AccountsSettings accounts,
        RoleSettings role,
        QueueSettings queue,
        ArchiveSettings archive,
        SnapshotSettings snapshots,
        HistorySettings history,
        Optional<String> instanceId) {

    public static final IngestSettings DEFAULT = new IngestSettings(
            Optional.empty(),
            Optional.empty(),
            AccountsSettings.DEFAULT,
            RoleSettings.DEFAULT,
            QueueSettings.DEFAULT,
            ArchiveSettings.DEFAULT,
            SnapshotSettings.DEFAULT,
            HistorySettings.DEFAULT,
            Optional.empty());

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,30}");

    public IngestSettings {
        partition = partition == null ? Optional.empty() : partition;
        region = region == null ? Optional.empty() : region;
        accounts = accounts == null ? AccountsSettings.DEFAULT : accounts;
        role = role == null ? RoleSettings.DEFAULT : role;
        queue = queue == null ? QueueSettings.DEFAULT : queue;
        archive = archive == null ? ArchiveSettings.DEFAULT : archive;
        snapshots = snapshots == null ? SnapshotSettings.DEFAULT : snapshots;
        history = history == null ? HistorySettings.DEFAULT : history;
        instanceId = instanceId == null ? Optional.empty() : instanceId;
        region.filter(text -> !REGION.matcher(text).matches()).ifPresent(noRegion -> {
            throw new RefusedSetting("region", "it is a region's id as in us-east-1");
        });
    }

    /** The same with another archive. */
    public IngestSettings withArchive(ArchiveSettings other) {
        return new IngestSettings(partition, region, accounts, role, queue, other, snapshots, history, instanceId);
    }

    /** The same in another partition. */
    public IngestSettings withPartition(AwsPartition other) {
        return new IngestSettings(
                Optional.of(other), region, accounts, role, queue, archive, snapshots, history, instanceId);
    }

    public AwsPartition partitionOrUsual() {
        return partition.orElse(AwsPartition.COMMERCIAL);
    }

    public String regionOrUsual() {
        return region.orElse(partitionOrUsual().homeRegion());
    }
}
