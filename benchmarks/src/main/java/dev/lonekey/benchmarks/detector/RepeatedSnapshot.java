package dev.lonekey.benchmarks.detector;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.standalone.broker.TemporaryFolder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a detector writes for the last of some snapshots of one account. */
public final class RepeatedSnapshot {

    private static final String GROUP = "lonekey.snapshots";

    /** After so long without a write it has nothing left to do by itself. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private RepeatedSnapshot() {}

    /**
     * Has a new detector hear the snapshots, one after the other.
     *
     * @param snapshots the parts of each
     */
    public static Map<String, Double> last(List<List<SnapshotPart>> snapshots, int users) throws Exception {
        try (var brokers = new Brokers();
                var folder = new TemporaryFolder();
                var detector = Application.detector(GROUP, folder.path(), brokers.kafka())) {
            Brokers.awaitRunning(detector);
            try (var violations = brokers.growth(
                            Topic.VIOLATIONS, Topic.VIOLATIONS_CURRENT, Topic.VIOLATIONS_OCSF, Topic.DEAD_LETTERS);
                    var accounts = brokers.growth(Topic.ACCOUNTS_CURRENT);
                    var state = brokers.growthOfState(GROUP)) {
                for (var parts : snapshots) {
                    awaitQuiet(state);
                    violations.take();
                    accounts.take();
                    brokers.publish(parts);
                    brokers.awaitDone(GROUP);
                }
                var written = state.take();
                var sample = new LinkedHashMap<String, Double>();
                sample.put("records of violations and dead letters", (double)
                        violations.take().records());
                sample.put(
                        "records of accounts.current", (double) accounts.take().records());
                sample.put(
                        "changelog records a user, the account's own among them", (double) written.records() / users);
                sample.put("bytes of these a user", (double) written.bytes() / users);
                return sample;
            }
        }
    }

    /** A new detector judges all there is under its configuration, a slice a second. That is not what a snapshot costs. */
    private static void awaitQuiet(Growth state) throws Exception {
        do {
            Thread.sleep(QUIET.toMillis());
        } while (state.take().records() > 0);
    }
}
