package dev.lonekey.detector.fact;

import dev.lonekey.detector.trail.TrailCall;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was read out of one record.
 *
 * @param facts may be empty: not every record tells something
 * @param remarks what else is to be counted
 * @param trail what it tells of a trail, instead of users and keys
 */
public record Reading(Kind kind, List<Fact> facts, Set<Remark> remarks, Optional<TrailCall> trail) {

    /** Of a record that tells nothing about users, keys and trails. */
    static final Reading IGNORED = new Reading(Kind.IGNORED, List.of(), Set.of());

    /** Of a record about users and keys. */
    public Reading(Kind kind, List<Fact> facts, Set<Remark> remarks) {
        this(kind, facts, remarks, Optional.empty());
    }

    /** Of a record that tells what was done to a trail. */
    static Reading of(TrailCall call) {
        return new Reading(Kind.USED, List.of(), Set.of(), Optional.of(call));
    }

    public Reading {
        facts = List.copyOf(facts);
        remarks = Set.copyOf(remarks);
    }

    /** Whether there is anything in it that could be news. */
    public boolean tells() {
        return !facts.isEmpty() || trail.isPresent();
    }

    /** What became of the record; a record is of exactly one kind. */
    public enum Kind {
        /** It tells facts about the call that it records. */
        USED,
        /** The call failed: it changed nothing, though its signing key may have told a fact. */
        DENIED,
        /** Another event than those that travel. */
        IGNORED
    }

    /** Something to be counted besides. */
    public enum Remark {
        /** An UpdateAccessKey to a status other than Active and Inactive, taken as Inactive. */
        UNKNOWN_KEY_STATUS,
        /** A CreateAccessKey failed because the user has as many keys as IAM allows. */
        KEY_QUOTA_EXCEEDED,
        /** A call that would have changed a trail failed, since the caller is not allowed to. */
        TRAIL_CALL_DENIED,
        /** A call that would have changed a trail failed for another reason. */
        TRAIL_CALL_FAILED
    }
}
