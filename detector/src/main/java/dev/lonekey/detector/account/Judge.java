package dev.lonekey.detector.account;

import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.fact.Reading;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.violation.Trigger;
import java.time.Instant;
import java.util.List;

/**
 * Adds facts to the histories that they belong to, judges those histories anew, and says what changed. A pure function of
 * the stored entries, the facts, the configuration and the trigger's time.
 */
public record Judge(Policy policy) {

    /** The usual configuration. */
    public static final Judge DEFAULT = new Judge(Policy.DEFAULT);

    /**
     * Judges what one CloudTrail record tells of an account.
     *
     * @param at the time of the event
     * @throws RejectedException if more would have to be kept than can be
     */
    public Verdict event(Entries entries, Reading reading, Instant at, Trigger trigger) throws RejectedException {
        var hearing = new Hearing(policy, entries, trigger);
        hearing.hearEvent(reading, at);
        return hearing.verdict();
    }

    /**
     * Judges what a part of a snapshot tells of an account.
     *
     * @throws RejectedException if more would have to be kept than can be
     */
    public Verdict part(Entries entries, Reading reading, SnapshotPart part, Trigger trigger) throws RejectedException {
        var hearing = new Hearing(policy, entries, trigger);
        hearing.hearPart(reading.facts(), part);
        return hearing.verdict();
    }

    /**
     * Makes the entries of an account of which nothing is stored anew, out of what was published of it. What is published
     * still holds unless the configuration changed meanwhile.
     *
     * @param newest the newest event of each of its violations
     * @param toldAgainSince what happened since then, the input tells again
     * @return without a status: less is known now than what was published
     * @throws RejectedException if more would have to be kept than can be
     */
    public Verdict inherit(Entries entries, List<ViolationEvent> newest, Instant toldAgainSince, Trigger trigger)
            throws RejectedException {
        var hearing = new Hearing(policy, entries, trigger);
        hearing.hearPublished(newest, toldAgainSince);
        return hearing.verdict().withoutStatus();
    }

    /**
     * Judges a case file anew, since time went by or the configuration changed.
     *
     * @throws RejectedException never, since no more is known than before
     */
    public Verdict again(Entries entries, Subject home, Trigger trigger) throws RejectedException {
        var hearing = new Hearing(policy, entries, trigger);
        hearing.hearAgain(home);
        return hearing.verdict();
    }
}
