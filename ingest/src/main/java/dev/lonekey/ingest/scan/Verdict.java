package dev.lonekey.ingest.scan;

import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.ingest.source.SourceRecord;

/** What came of looking at a unit. */
public sealed interface Verdict {

    /** Not a CloudTrail record at all, for example a digest. */
    record NotARecord() implements Verdict {}

    /** A record of an event that does not travel. */
    record NotOfInterest() implements Verdict {}

    /** A record that travels. */
    record OfInterest(SourceRecord record) implements Verdict {}

    /**
     * A record that would travel if it could be used.
     *
     * @param reason what is wrong with it
     * @param input its bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Rejected(RejectedException reason, byte[] input) implements Verdict {}
}
