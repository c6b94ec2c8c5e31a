package dev.lonekey.detector.audit;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.ViolationEvent;
import java.time.Clock;
import java.util.List;

/** Judges snapshots in memory: the same core as in the stream, without Kafka, and without a horizon. */
public final class Audit {

    /** @param clock processing time */
    public Audit(Clock clock) {}

    /**
     * Takes in one part.
     *
     * @throws RejectedException if it is from the future
     */
    public void add(SnapshotPart part) throws RejectedException {
        part.toJson();
    }

    /** The events so far, in the order of publication. */
    public List<ViolationEvent> events() {
        return List.of();
    }

    /** What is known of each account, in the order of their ids. */
    public List<AccountStatus> accounts() {
        return List.of();
    }
}
