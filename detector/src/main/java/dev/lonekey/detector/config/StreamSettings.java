package dev.lonekey.detector.config;

import dev.lonekey.runtime.config.RefusedSetting;
import java.util.Optional;

/**
 * How the detector runs.
 *
 * @param cloudtrailTopic a topic with CloudTrail records that something else fills, read as well as our own
 * @param threads stream threads of this instance
 * @param standbyReplicas how many other instances keep a copy of each partition's state, ready to take over
 * @param instanceId a name of this instance that outlives restarts: it then gets its partitions back without a rebalance
 */
public record StreamSettings(
        Optional<String> cloudtrailTopic,
        Optional<Integer> threads,
        Optional<Integer> standbyReplicas,
        Optional<String> instanceId) {

    static final StreamSettings DEFAULT =
            new StreamSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public StreamSettings {
        cloudtrailTopic = cloudtrailTopic == null ? Optional.empty() : cloudtrailTopic;
        threads = threads == null ? Optional.empty() : threads;
        standbyReplicas = standbyReplicas == null ? Optional.empty() : standbyReplicas;
        instanceId = instanceId == null ? Optional.empty() : instanceId;
        if (threads.orElse(1) < 1) {
            throw new RefusedSetting("threads", "it is at least 1");
        }
        if (standbyReplicas.orElse(0) < 0) {
            throw new RefusedSetting("standby-replicas", "it is at least 0");
        }
    }
}
