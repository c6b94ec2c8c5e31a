package dev.lonekey.detector.account;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.fact.Subject;
import java.util.List;
import java.util.Map;

/**
 * What comes of a record: decided in full before anything of it is written or published.
 *
 * @param writes entries to be stored; none if the record told nothing new
 * @param events to be published, in this order
 */
public record Verdict(Map<Subject, Entry> writes, List<ViolationEvent> events) {

    /** Whether the record told anything that was not known. */
    public boolean isNews() {
        return !writes.isEmpty();
    }
}
