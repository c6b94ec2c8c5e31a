package dev.lonekey.detector.fact;

import java.util.List;
import java.util.Set;

/**
 * What was read out of one record.
 *
 * @param facts may be empty: not every record tells something
 * @param remarks what else is to be counted
 */
public record Reading(Kind kind, List<Fact> facts, Set<Remark> remarks) {

    /** Of a record that tells nothing about users and keys. */
    static final Reading IGNORED = new Reading(Kind.IGNORED, List.of(), Set.of());

    public Reading {
        facts = List.copyOf(facts);
        remarks = Set.copyOf(remarks);
    }

    /** What became of the record; a record is of exactly one kind. */
    public enum Kind {
        /** It tells facts about the call that it records. */
        USED,
        /** The call failed: it changed nothing, though its signing key may have told a fact. */
        DENIED,
        /** Another event than those about users and keys. */
        IGNORED
    }

    /** Something to be counted besides. */
    public enum Remark {
        /** An UpdateAccessKey to a status other than Active and Inactive, taken as Inactive. */
        UNKNOWN_KEY_STATUS,
        /** A CreateAccessKey failed because the user has as many keys as IAM allows. */
        KEY_QUOTA_EXCEEDED
    }
}
